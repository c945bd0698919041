package tracebook.dwarf;

import java.util.Optional;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;

/**
 * The ranges of code that .eh_frame describes. Stripped files have it too: what has no name any
 * more still has its bounds.
 */
public final class UnwindRanges {
  private final Frames frames;

  private UnwindRanges(Frames frames) {
    this.frames = frames;
  }

  /**
   * Reads the table.
   *
   * @throws tracebook.bytes.Malformed naming file, section and offset
   */
  public static UnwindRanges of(ElfFile program) {
    return new UnwindRanges(
        new Frames(new Sections(program, program, Optional.empty(), Optional.empty())));
  }

  /**
   * The range that holds an address: a function, a part that was moved away from one, or the
   * procedure linkage table. It begins with an instruction.
   */
  public Optional<AddressRange> holding(Address pc) {
    return frames.rangeAt(pc);
  }
}
