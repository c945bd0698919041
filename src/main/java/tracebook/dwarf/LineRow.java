package tracebook.dwarf;

import tracebook.elf.Address;

/**
 * A row of a line table (DWARF 5, section 6.2.2). {@code end} is where the next row of its sequence
 * starts.
 */
public record LineRow(
    Address address,
    Address end,
    SourceLine source,
    int column,
    boolean isStatement,
    boolean prologueEnd) {}
