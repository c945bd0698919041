/**
 * Cell text, spans in it, and problems found in it. Knows nothing of the trace language or of debug
 * info: whoever finds a mistake of the user makes a {@link tracebook.source.Problem} and goes on.
 */
@NullMarked
package tracebook.source;

import org.jspecify.annotations.NullMarked;
