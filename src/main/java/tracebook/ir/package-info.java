/**
 * A trace, typed and resolved: where to probe, what to compute there, how the row is laid out.
 * Plain records that are equal for equal input; no names are left to look up. Knows no eBPF and
 * reads no file.
 */
@NullMarked
package tracebook.ir;

import org.jspecify.annotations.NullMarked;
