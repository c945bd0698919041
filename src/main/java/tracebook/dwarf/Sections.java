package tracebook.dwarf;

import java.util.Optional;
import tracebook.bytes.Bytes;
import tracebook.elf.ElfFile;

/**
 * The DWARF sections of one file, each read when first asked for.
 *
 * @param program what is loaded: its code and .eh_frame
 * @param debug what holds the debug info; often the program itself
 * @param supplementary the file that this one shares entries and strings of with others
 */
record Sections(ElfFile program, ElfFile debug, Optional<Supplementary> supplementary) {
  Bytes info() {
    return debug.bytes(".debug_info");
  }

  Bytes types() {
    return debug.bytes(".debug_types");
  }

  Bytes abbrev() {
    return debug.bytes(".debug_abbrev");
  }

  Bytes str() {
    return debug.bytes(".debug_str");
  }

  /** Of the supplementary file; empty when that is not there. */
  Optional<Bytes> supplementaryStr() {
    return supplementary.flatMap(Supplementary::file).map(file -> file.bytes(".debug_str"));
  }

  Bytes lineStr() {
    return debug.bytes(".debug_line_str");
  }

  Bytes strOffsets() {
    return debug.bytes(".debug_str_offsets");
  }

  Bytes addr() {
    return debug.bytes(".debug_addr");
  }

  Bytes rnglists() {
    return debug.bytes(".debug_rnglists");
  }

  Bytes ranges() {
    return debug.bytes(".debug_ranges");
  }

  Bytes loclists() {
    return debug.bytes(".debug_loclists");
  }

  Bytes loc() {
    return debug.bytes(".debug_loc");
  }

  Bytes line() {
    return debug.bytes(".debug_line");
  }

  Bytes debugFrame() {
    return debug.bytes(".debug_frame");
  }

  Bytes ehFrame() {
    return program.bytes(".eh_frame");
  }
}
