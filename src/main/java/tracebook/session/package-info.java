/**
 * What the Linux kernel makes of a compiled trace: loads and attaches its programs, takes the
 * records out of the ring, keeps the account, detaches.
 *
 * <p>{@link tracebook.session.TraceSession} is the only live object; nothing of it outlives its
 * {@code close} or this process. Must not know: what the bytes of a record mean, debug info, cells.
 */
@NullMarked
package tracebook.session;

import org.jspecify.annotations.NullMarked;
