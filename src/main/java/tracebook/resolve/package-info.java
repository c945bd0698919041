/**
 * Names to debug info: turns the tree of a cell into the typed program, and finds every mistake
 * that a user can make about the program that is traced. Reads debug info; knows no process and no
 * eBPF.
 */
@NullMarked
package tracebook.resolve;

import org.jspecify.annotations.NullMarked;
