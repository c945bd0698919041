/**
 * Bounds-checked reading of bytes: a cursor that cannot overrun and knows the file, section and
 * offset it is\n * at. Knows no format.
 */
@NullMarked
package tracebook.bytes;

import org.jspecify.annotations.NullMarked;
