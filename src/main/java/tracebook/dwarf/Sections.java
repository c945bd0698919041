package tracebook.dwarf;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import tracebook.bytes.Bytes;
import tracebook.elf.ElfFile;
import tracebook.elf.Section;

/**
 * The DWARF sections of one file, each read when first asked for.
 *
 * @param program what is loaded: its code and .eh_frame
 * @param debug what holds the debug info; often the program itself
 * @param main in a file of split units: the one that has their skeletons, addresses and ranges
 * @param supplementary the file that this one shares entries and strings of with others
 */
record Sections(
    ElfFile program,
    ElfFile debug,
    Optional<Sections> main,
    Optional<Supplementary> supplementary) {
  boolean isSplit() {
    return main.isPresent();
  }

  private Bytes bytes(String name) {
    return debug.bytes(isSplit() ? name + ".dwo" : name);
  }

  /** GCC puts each type unit into a section of its own, all of one name. */
  private Bytes joined(String name) {
    String full = isSplit() ? name + ".dwo" : name;
    List<Section> parts =
        debug.sections().stream().filter(section -> section.name().equals(full)).toList();
    if (parts.size() < 2) {
      return bytes(name);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (Section part : parts) {
      Bytes its = debug.bytes(part);
      whole.writeBytes(its.cursor(0).bytes(its.length()));
    }
    return new Bytes(debug.path().toString(), full, whole.toByteArray());
  }

  /** What most questions need besides .debug_info is inflated beside it. */
  void prepare() {
    debug.prepare(
        List.of(
            ".debug_abbrev",
            ".debug_str",
            ".debug_line_str",
            ".debug_rnglists",
            ".debug_ranges",
            ".debug_loclists",
            ".debug_loc",
            ".debug_line"));
  }

  Bytes info() {
    return joined(".debug_info");
  }

  Bytes types() {
    return joined(".debug_types");
  }

  Bytes abbrev() {
    return bytes(".debug_abbrev");
  }

  Bytes str() {
    return bytes(".debug_str");
  }

  /** Of the supplementary file; empty when that is not there. */
  Optional<Bytes> supplementaryStr() {
    return supplementary.flatMap(Supplementary::file).map(file -> file.bytes(".debug_str"));
  }

  /** How many bytes of strings the supplementary file has. */
  long sharedStrings() {
    return supplementaryStr().map(Bytes::length).orElse(0);
  }

  Bytes lineStr() {
    return bytes(".debug_line_str");
  }

  Bytes strOffsets() {
    return bytes(".debug_str_offsets");
  }

  Bytes addr() {
    return main.map(Sections::addr).orElseGet(() -> bytes(".debug_addr"));
  }

  Bytes rnglists() {
    return bytes(".debug_rnglists");
  }

  Bytes ranges() {
    return main.map(Sections::ranges).orElseGet(() -> bytes(".debug_ranges"));
  }

  Bytes loclists() {
    return bytes(".debug_loclists");
  }

  Bytes loc() {
    return bytes(".debug_loc");
  }

  Bytes line() {
    return bytes(".debug_line");
  }

  /** {@code .gdb_index} or {@code .debug_names}. */
  Bytes named(String name) {
    return debug.bytes(name);
  }

  Bytes debugFrame() {
    return debug.bytes(".debug_frame");
  }

  Bytes ehFrame() {
    return program.bytes(".eh_frame");
  }
}
