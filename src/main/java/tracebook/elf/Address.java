package tracebook.elf;

/** A virtual address as an ELF file states it, before the module is loaded anywhere. */
public record Address(long value) implements Comparable<Address> {
  public Address plus(long bytes) {
    return new Address(value + bytes);
  }

  /** Unsigned. */
  @Override
  public int compareTo(Address other) {
    return Long.compareUnsigned(value, other.value);
  }

  /** As objdump prints it: {@code 0x401136}. */
  @Override
  public String toString() {
    return "0x" + Long.toHexString(value);
  }
}
