/** Wiring, {@code main}, and the API that Java cells see. Holds no logic of its own. */
@NullMarked
package tracebook;

import org.jspecify.annotations.NullMarked;
