package tracebook.elf;

/**
 * A section header (ELF gABI, figure 4-8).
 *
 * @param type SHT_…
 * @param flags SHF_…
 * @param fileSize bytes in the file; 0 for SHT_NOBITS
 * @param size bytes in memory
 */
public record Section(
    int index,
    String name,
    int type,
    long flags,
    Address address,
    FileOffset offset,
    long fileSize,
    long size,
    int link) {
  static final int SHT_SYMTAB = 2;
  static final int SHT_NOTE = 7;
  static final int SHT_NOBITS = 8;
  static final int SHT_DYNSYM = 11;
  static final long SHF_ALLOC = 2;
  static final long SHF_COMPRESSED = 0x800;

  /** True of an address of the running program that lies in it. */
  public boolean holds(Address of) {
    return (flags & SHF_ALLOC) != 0
        && address.compareTo(of) <= 0
        && Long.compareUnsigned(of.value() - address.value(), size) < 0;
  }

  /** False for a section whose contents were left out: SHT_NOBITS, as in a separate debug file. */
  public boolean hasBytes() {
    return type != SHT_NOBITS && fileSize != 0;
  }

  /** In either of the two ways. */
  boolean isCompressed() {
    return (flags & SHF_COMPRESSED) != 0 || name.startsWith(".zdebug_");
  }
}
