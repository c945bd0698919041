package tracebook.dwarf;

import tracebook.elf.Address;

/** {@code start} included, {@code end} excluded. */
public record AddressRange(Address start, Address end) {
  public boolean contains(Address address) {
    return start.compareTo(address) <= 0 && address.compareTo(end) < 0;
  }
}
