/**
 * Values as Tablesaw tables that say what is missing and why, how complete they are, and where they
 * come from. The only package that knows Tablesaw; it knows nothing of probes at work.
 */
@NullMarked
package tracebook.table;

import org.jspecify.annotations.NullMarked;
