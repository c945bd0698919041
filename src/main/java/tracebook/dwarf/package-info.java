/**
 * What a module says of itself in DWARF: functions, lines, scopes, variables, types, locations,
 * unwind rows. Reads on demand, from many threads. Knows nothing of processes, of the trace
 * language or of eBPF: a location is handed out as a {@link tracebook.dwarf.Term} over registers
 * and memory that somebody else evaluates.
 *
 * <p>A file is not to be trusted. Debug info that contradicts itself, has no end, or is nested or
 * shared beyond what a compiler does, is {@link tracebook.bytes.Malformed}, or a type or a location
 * that says why it is none; {@code UncheckedIOException} where the file cannot be read any more.
 * Nothing else, in a time and a memory that grow with the file.
 */
@NullMarked
package tracebook.dwarf;

import org.jspecify.annotations.NullMarked;
