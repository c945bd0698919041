/**
 * Names of symbols as people write them: C++ (Itanium C++ ABI, section 5.1) and Rust's older form.
 *
 * <p>Pure. What it does not know it does not guess: there is no name then.
 */
@NullMarked
package tracebook.demangle;

import org.jspecify.annotations.NullMarked;
