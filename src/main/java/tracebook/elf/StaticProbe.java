package tracebook.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/**
 * A static probe (USDT): a nop that somebody left in the program for tracers, described by a note
 * of the owner {@code stapsdt} (systemtap's {@code sys/sdt.h}).
 *
 * @param address of the nop
 * @param semaphore a 16-bit counter of tracers, which the program looks at before it computes the
 *     arguments
 * @param arguments in the assembler's words: {@code -4@%edi 8@-16(%rbp)}
 */
public record StaticProbe(
    String provider, String name, Address address, Optional<Address> semaphore, String arguments) {
  static final String OWNER = "stapsdt";
  static final int NT_STAPSDT = 3;

  /** Those of a file, by address; none for a file whose notes were stripped. */
  static List<StaticProbe> of(ElfFile elf) {
    List<StaticProbe> found = new ArrayList<>();
    for (Notes.Note note : Notes.of(elf)) {
      if (note.type() != NT_STAPSDT || !note.owner().equals(OWNER)) {
        continue;
      }
      Cursor at = new Bytes(elf.path().toString(), ".note.stapsdt", note.description()).cursor(0);
      long address = at.u64();
      long base = at.u64();
      long semaphore = at.u64();
      // Who moves sections after linking (prelink) does not touch notes: the section
      // .stapsdt.base, which moves along, tells by how much.
      long moved =
          elf.section(".stapsdt.base").map(section -> section.address().value() - base).orElse(0L);
      found.add(
          new StaticProbe(
              at.string(),
              at.string(),
              new Address(address + moved),
              semaphore == 0 ? Optional.empty() : Optional.of(new Address(semaphore + moved)),
              at.string()));
    }
    found.sort((a, b) -> a.address().compareTo(b.address()));
    return found;
  }
}
