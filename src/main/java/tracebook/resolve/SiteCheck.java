package tracebook.resolve;

import java.util.HexFormat;
import tracebook.elf.Address;
import tracebook.source.Span;
import tracebook.x86.Decoded;
import tracebook.x86.Instructions;

/** Whether a probe may be put on an instruction. */
final class SiteCheck {
  private static final int LONGEST_INSTRUCTION = 15;

  private SiteCheck() {}

  /**
   * Checks that an instruction begins at an address, by walking there from the start of its
   * function: a breakpoint inside an instruction changes what the program does.
   */
  static void boundary(Module module, Address start, Address address, Span span) throws Rejected {
    int distance = Math.toIntExact(address.value() - start.value());
    byte[] code = module.elf().text(start, distance + LONGEST_INSTRUCTION);
    int at = 0;
    int before = 0;
    while (at < distance) {
      before = at;
      switch (Instructions.decode(code, at)) {
        case Decoded.Instruction i -> at += i.length();
        case Decoded.Unknown u ->
            throw new Rejected(
                span,
                "the code before `" + address + "` cannot be decoded: " + u.why(),
                "probe the function or a line of it");
      }
    }
    if (at != distance) {
      throw new Rejected(
          span,
          "`" + address + "` is inside an instruction",
          "instructions begin at `" + start.plus(before) + "` and `" + start.plus(at) + "`");
    }
  }

  /**
   * The bytes of the instruction at a place, in hex; refuses what the kernel is known to mishandle.
   */
  static String instruction(Place place, Span span) throws Rejected {
    byte[] code = place.module().elf().text(place.address(), LONGEST_INSTRUCTION);
    return switch (Instructions.decode(code, 0)) {
      case Decoded.Unknown u ->
          throw new Rejected(
              span,
              "the instruction at `" + place.address() + "` cannot be decoded: " + u.why(),
              "probe another line of the function");
      case Decoded.Instruction i -> {
        switch (i.probing()) {
          case TAKEN_FOR_NOP ->
              throw new Rejected(
                  span,
                  "the kernel would take the `xchg %rax,%r8` at `"
                      + place.address()
                      + "` for a nop, and the program would compute wrong values",
                  "probe the line before or after it");
          case CALL_OVER_RED_ZONE -> {
            if (!place.entry()) {
              throw new Rejected(
                  span,
                  "a probe on the 5-byte nop at `"
                      + place.address()
                      + "` would overwrite what the function keeps below its stack pointer",
                  "probe the line before or after it");
            }
          }
          // Where no process has the file mapped yet, the kernel accepts it and then never fires.
          case REFUSED ->
              throw new Rejected(
                  span,
                  "the kernel does not probe the instruction at `"
                      + place.address()
                      + "`: it has a prefix such as `lock`",
                  "probe the line before or after it");
          case EMULATED, SINGLE_STEPPED -> {}
        }
        yield HexFormat.ofDelimiter(" ").formatHex(code, 0, i.length());
      }
    };
  }
}
