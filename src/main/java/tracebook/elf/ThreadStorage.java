package tracebook.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/**
 * What a file says of its thread-local variables (Drepper, "ELF Handling For Thread-Local Storage",
 * version 0.21; x86-64 psABI, section 4.4.1).
 *
 * @param block size, alignment and address of the initial block, PT_TLS
 * @param executable an executable's block has a place that its linker has fixed
 * @param slots where the dynamic loader writes what the code needs to find them
 * @param resolvers where it writes the address of {@code __tls_get_addr}
 */
public record ThreadStorage(
    Segment block, boolean executable, List<Slot> slots, List<Resolver> resolvers) {
  private static final int SHT_RELA = 4;
  private static final int SHT_DYNAMIC = 6;
  private static final long DT_FLAGS_1 = 0x6ffffffb;
  private static final long DF_1_PIE = 0x08000000;

  private static final int R_X86_64_GLOB_DAT = 6;
  private static final int R_X86_64_JUMP_SLOT = 7;
  private static final int R_X86_64_DTPMOD64 = 16;
  private static final int R_X86_64_TPOFF64 = 18;
  private static final int R_X86_64_TLSDESC = 36;
  private static final int SYMBOL_BYTES = 24;
  private static final int RELOCATION_BYTES = 24;

  public ThreadStorage {
    slots = List.copyOf(slots);
    resolvers = List.copyOf(resolvers);
  }

  /** What a slot is to hold. */
  public enum Kind {
    /** The number of the module; behind it the offset in the module's block. */
    MODULE,
    /** The distance from the thread pointer. */
    DISTANCE,
    /**
     * The address of the code that finds it, and behind it what is for that code (Oliva and Araújo,
     * "Thread-Local Storage Descriptors", 2006).
     */
    DESCRIPTOR
  }

  /**
   * A word of eight bytes, or two.
   *
   * @param offset in the block, of what it is for; for {@link Kind#MODULE} of the module itself 0
   * @param own it is for this file, whatever other files define
   */
  public record Slot(Kind kind, Address at, long offset, boolean own) {}

  /**
   * A word of eight bytes.
   *
   * @param unbound what it holds, plus where the file is loaded, until the function is first
   *     called; empty where it is bound from the beginning
   */
  public record Resolver(Address at, Optional<Address> unbound) {}

  /** Empty for a file without thread-local variables. */
  public static Optional<ThreadStorage> of(ElfFile elf) {
    return elf.segments().stream()
        .filter(Segment::isThreadLocal)
        .findFirst()
        .map(block -> of(elf, block));
  }

  private static ThreadStorage of(ElfFile elf, Segment block) {
    List<Slot> slots = new ArrayList<>();
    List<Resolver> resolvers = new ArrayList<>();
    for (Section section : elf.sections()) {
      if (section.type() == SHT_RELA
          && (section.flags() & Section.SHF_ALLOC) != 0
          && section.hasBytes()
          && section.link() >= 0
          && section.link() < elf.sections().size()) {
        read(elf, section, slots, resolvers);
      }
    }
    return new ThreadStorage(block, !elf.isRelocatable() || isPie(elf), slots, resolvers);
  }

  private static boolean isPie(ElfFile elf) {
    for (Section section : elf.sections()) {
      if (section.type() == SHT_DYNAMIC && section.hasBytes()) {
        Cursor at = elf.bytes(section).cursor(0);
        while (at.end() - at.position() >= 16) {
          long tag = at.u64();
          long value = at.u64();
          if (tag == DT_FLAGS_1) {
            return (value & DF_1_PIE) != 0;
          }
        }
      }
    }
    return false;
  }

  /** Elf64_Rela: offset, type and symbol, addend. */
  private static void read(
      ElfFile elf, Section section, List<Slot> slots, List<Resolver> resolvers) {
    Section table = elf.sections().get(section.link());
    Bytes symbols = table.hasBytes() ? elf.bytes(table) : new Bytes("", "", new byte[0]);
    Cursor at = elf.bytes(section).cursor(0);
    while (at.end() - at.position() >= RELOCATION_BYTES) {
      Address place = new Address(at.u64());
      int type = at.s32();
      long symbol = at.u32();
      long addend = at.u64();
      switch (type) {
        case R_X86_64_DTPMOD64 ->
            slot(Kind.MODULE, place, symbol, 0, symbols).ifPresent(slots::add);
        case R_X86_64_TPOFF64 ->
            slot(Kind.DISTANCE, place, symbol, addend, symbols).ifPresent(slots::add);
        case R_X86_64_TLSDESC ->
            slot(Kind.DESCRIPTOR, place, symbol, addend, symbols).ifPresent(slots::add);
        case R_X86_64_GLOB_DAT, R_X86_64_JUMP_SLOT -> {
          if (isResolver(elf, table, symbols, symbol)) {
            resolvers.add(
                new Resolver(
                    place,
                    type == R_X86_64_JUMP_SLOT ? Optional.of(word(elf, place)) : Optional.empty()));
          }
        }
        default -> {}
      }
    }
  }

  /** Elf64_Sym: name, info, other, section index, value, size. */
  private static Optional<Slot> slot(
      Kind kind, Address place, long symbol, long addend, Bytes symbols) {
    if (symbol == 0) {
      return Optional.of(new Slot(kind, place, addend, true));
    }
    Cursor at = symbols.cursor(symbol * SYMBOL_BYTES);
    at.skip(6);
    boolean defined = at.u16() != 0;
    return defined
        ? Optional.of(new Slot(kind, place, at.u64() + addend, false))
        : Optional.empty();
  }

  private static boolean isResolver(ElfFile elf, Section table, Bytes symbols, long symbol) {
    if (table.link() < 0 || table.link() >= elf.sections().size() || symbols.isEmpty()) {
      return false;
    }
    long name = symbols.cursor(symbol * SYMBOL_BYTES).u32();
    return elf.bytes(elf.sections().get(table.link()))
        .cursor(name)
        .string()
        .equals("__tls_get_addr");
  }

  private static Address word(ElfFile elf, Address place) {
    byte[] bytes = elf.text(place, 8);
    return new Address(bytes.length < 8 ? 0 : new Bytes("", "", bytes).cursor(0).u64());
  }

  /**
   * From the block up to the thread pointer, in an executable: variant II of the ABI, as the linker
   * counts.
   */
  public long belowThreadPointer() {
    long alignment = Math.max(1, block.alignment());
    long size = block.memorySize();
    return size + ((-block.address().value() - size) & (alignment - 1));
  }
}
