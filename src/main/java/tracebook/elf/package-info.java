/**
 * ELF files: sections, symbols, notes, segments, and the separate files that hold their debug info.
 * Knows nothing of DWARF.
 */
@NullMarked
package tracebook.elf;

import org.jspecify.annotations.NullMarked;
