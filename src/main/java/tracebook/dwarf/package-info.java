/**
 * What a module says of itself in DWARF: functions, lines, scopes, variables, types, locations,
 * unwind rows. Reads on\n * demand, from many threads. Knows nothing of processes, of the trace
 * language or of eBPF: a location is handed out as a\n * {@link tracebook.dwarf.Term} over
 * registers and memory that somebody else evaluates.
 */
@NullMarked
package tracebook.dwarf;

import org.jspecify.annotations.NullMarked;
