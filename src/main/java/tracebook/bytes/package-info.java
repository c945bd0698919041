/**
 * Bounds-checked reading of bytes: a cursor that cannot overrun and knows the file, section and
 * offset it is at. Whatever is wrong with the bytes is {@link tracebook.bytes.Malformed}. Knows no
 * format.
 */
@NullMarked
package tracebook.bytes;

import org.jspecify.annotations.NullMarked;
