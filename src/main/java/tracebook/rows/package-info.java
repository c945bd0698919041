/**
 * Bytes of records to values, by the same layout that told the probe where to put them. Pure: knows
 * neither the kernel that filled a record nor the table that shows it.
 */
@NullMarked
package tracebook.rows;

import org.jspecify.annotations.NullMarked;
