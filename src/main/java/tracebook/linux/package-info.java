/**
 * What Tracebook asks of the Linux kernel: eBPF maps, programs and links, perf events, the ring
 * buffer, rights, clocks, and starting a process stopped.
 *
 * <p>The only user of JNA. Layouts and numbers are those of {@code include/uapi/linux/bpf.h} and
 * {@code perf_event.h}. Every descriptor has an owner ({@link tracebook.linux.Fd}); every failure
 * is a {@link tracebook.linux.SystemCallException} that names the call and the errno. {@link
 * tracebook.linux.Bpf} is where to begin.
 *
 * <p>Must not know: instructions as anything but bytes, debug info, trace cells.
 */
@NullMarked
package tracebook.linux;

import org.jspecify.annotations.NullMarked;
