package tracebook.asm;

/**
 * The versions of the instruction set that matter: V3 is everywhere that Tracebook runs; V4 (Linux
 * 6.6) adds signed division, sign-extending moves and loads, and an unconditional byte swap.
 */
public enum Isa {
  V3,
  V4
}
