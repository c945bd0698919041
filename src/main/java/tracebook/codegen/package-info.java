/**
 * The typed program to eBPF instructions: one program for each body. Pure; gives equal instructions
 * for equal input. Loads nothing and knows no file descriptor.
 */
@NullMarked
package tracebook.codegen;

import org.jspecify.annotations.NullMarked;
