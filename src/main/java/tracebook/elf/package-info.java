/**
 * ELF files: sections, symbols, notes, segments, and the separate files that hold their debug info.
 * Knows nothing of DWARF.
 *
 * <p>A file is not to be trusted. What comes of a bad one, in a time and a memory that grow with
 * the file: {@link tracebook.elf.ElfRefused} when it is opened, {@link tracebook.bytes.Malformed}
 * later, and {@code UncheckedIOException} where it cannot be read any more. Nothing else.
 */
@NullMarked
package tracebook.elf;

import org.jspecify.annotations.NullMarked;
