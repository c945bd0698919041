/**
 * The types of the traced program as values: what DWARF says of them, without DWARF. Reads no file
 * and knows no address.
 */
@NullMarked
package tracebook.types;

import org.jspecify.annotations.NullMarked;
