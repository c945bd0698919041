/**
 * Text of a trace cell to a tree with positions, and every problem of syntax at once. Pure: knows
 * nothing of the program that is traced.
 */
@NullMarked
package tracebook.lang;

import org.jspecify.annotations.NullMarked;
