package tracebook.elf;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/**
 * The procedure linkage table of x86-64 (psABI, section 5.2): which of its jumps leads to which
 * function. It has no symbols. A jump reads its target from the global offset table, and the
 * relocation of that very word names the function: a jump that has none stays without a name.
 */
public final class LinkageTable {
  private static final int SHT_RELA = 4;
  private static final int RELOCATION = 24;

  /** R_X86_64_…: those that put the address of a function into a word. */
  private static final int GLOB_DAT = 6;

  private static final int JUMP_SLOT = 7;
  private static final int IRELATIVE = 37;

  /** With room for two instructions more, or for none. */
  private static final int LONG = 16;

  private static final int SHORT = 8;

  private final TreeMap<Address, Stub> stubs = new TreeMap<>();
  private final Map<Address, String> words = new TreeMap<>();

  private LinkageTable() {}

  static LinkageTable of(ElfFile elf) {
    LinkageTable table = new LinkageTable();
    if (elf.machine() != ElfFile.EM_X86_64) {
      return table;
    }
    List<Section> code =
        elf.sections().stream()
            .filter(s -> s.name().equals(".plt") || s.name().startsWith(".plt."))
            .filter(Section::hasBytes)
            .toList();
    table.names(elf);
    code.forEach(section -> table.read(section, elf.bytes(section)));
    return table;
  }

  /** By address. */
  public List<Stub> stubs() {
    return List.copyOf(stubs.values());
  }

  /** The one that holds an address. */
  public Optional<Stub> at(Address address) {
    return Optional.ofNullable(stubs.floorEntry(address))
        .map(Map.Entry::getValue)
        .filter(s -> address.value() - s.address().value() < s.size());
  }

  /**
   * The words that are relocated to the address of a function or of a variable, and the symbol's
   * name: the jumps of the table read these, and so does code that calls without it ({@code
   * -fno-plt}).
   */
  public Map<Address, String> words() {
    return Collections.unmodifiableMap(words);
  }

  private void names(ElfFile elf) {
    for (Section section : elf.sections()) {
      if (section.type() == SHT_RELA && (section.flags() & Section.SHF_ALLOC) != 0) {
        names(elf, section);
      }
    }
  }

  /** Elf64_Rela: offset, type, symbol, addend. */
  private void names(ElfFile elf, Section section) {
    Cursor at = elf.bytes(section).cursor(0);
    while (at.end() - at.position() >= RELOCATION) {
      Address word = new Address(at.u64());
      int type = at.s32();
      long symbol = at.u32();
      long addend = at.u64();
      if (type == IRELATIVE) {
        words.put(word, "*ABS*" + plus(addend));
      } else if (type == JUMP_SLOT || type == GLOB_DAT) {
        symbol(elf, section.link(), symbol).ifPresent(name -> words.put(word, name + plus(addend)));
      }
    }
  }

  private static String plus(long addend) {
    return addend == 0 ? "" : "+0x" + Long.toHexString(addend);
  }

  private static Optional<String> symbol(ElfFile elf, int table, long index) {
    List<Section> sections = elf.sections();
    if (table <= 0 || table >= sections.size() || !sections.get(table).hasBytes()) {
      return Optional.empty();
    }
    Section symbols = sections.get(table);
    int strings = symbols.link();
    if (strings <= 0 || strings >= sections.size() || !sections.get(strings).hasBytes()) {
      return Optional.empty();
    }
    Bytes entries = elf.bytes(symbols);
    long at = index * Symbols.ENTRY;
    if (at + Symbols.ENTRY > entries.length()) {
      return Optional.empty();
    }
    String name = elf.bytes(sections.get(strings)).cursor(entries.cursor(at).u32()).string();
    return name.isEmpty() ? Optional.empty() : Optional.of(Symbols.unversioned(name));
  }

  /**
   * Entries are of one of three shapes: the jump, followed by what finds the function at the first
   * call; the jump behind {@code endbr64}; or the jump alone. The first entry of a table that finds
   * functions is none of these.
   */
  private void read(Section section, Bytes code) {
    long at = 0;
    while (at + SHORT <= code.length()) {
      int jump = jump(code, at);
      if (jump < 0) {
        at += LONG;
        continue;
      }
      Cursor operand = code.cursor(at + jump);
      Address word = section.address().plus(operand.s32() + at + jump + 4);
      boolean finds = !operand.atEnd() && operand.u8() == 0x68; // push
      long size = jump > 2 || finds ? LONG : SHORT;
      Address address = section.address().plus(at);
      Optional.ofNullable(words.get(word))
          .ifPresent(name -> stubs.put(address, new Stub(name + "@plt", address, size, word)));
      at += size;
    }
  }

  /** Where the operand of the jump through a word of the table is; -1 without one. */
  private static int jump(Bytes code, long entry) {
    Cursor at = code.cursor(entry);
    byte[] start = new byte[(int) Math.min(11, code.length() - entry)];
    for (int i = 0; i < start.length; i++) {
      start[i] = (byte) at.u8();
    }
    int i = isEndbr64(start) ? 4 : 0;
    i += i < start.length && start[i] == (byte) 0xf2 ? 1 : 0; // bnd
    return i + 6 <= start.length && start[i] == (byte) 0xff && start[i + 1] == 0x25 ? i + 2 : -1;
  }

  private static boolean isEndbr64(byte[] code) {
    return code.length >= 4
        && code[0] == (byte) 0xf3
        && code[1] == 0x0f
        && code[2] == 0x1e
        && code[3] == (byte) 0xfa;
  }
}
