/** Values of real programs, end to end: what a cell shows against what the program says. */
@NullMarked
package tracebook.values;

import org.jspecify.annotations.NullMarked;
