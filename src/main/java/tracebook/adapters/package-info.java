/**
 * Strings, containers and enums of C++, Rust and Go: what a type that a library or the language's
 * runtime defines means, told from the layout that the debug info gives it. One small file for each
 * family of types. Knows neither how a value is read nor how it is shown.
 */
@NullMarked
package tracebook.adapters;

import org.jspecify.annotations.NullMarked;
