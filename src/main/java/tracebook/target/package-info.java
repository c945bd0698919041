/**
 * A live process, as {@code /proc} shows it: who it is, what it has mapped, which file to open for
 * it, and why it cannot be looked into. {@link tracebook.target.Processes} is where to begin.
 *
 * <p>Must not know: eBPF, debug info, trace cells. Takes nothing from the process but what {@code
 * /proc} says (see proc(5)); does not stop or change it.
 */
@NullMarked
package tracebook.target;

import org.jspecify.annotations.NullMarked;
