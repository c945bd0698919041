/**
 * eBPF instructions as values: records, an assembler with labels, a listing, and the encoding.
 *
 * <p>Follows the instruction set as standardised in {@code
 * Documentation/bpf/standardization/instruction-set.rst} of the Linux source (RFC 9669). A {@link
 * tracebook.asm.Program} is plain data: equal programs are equal values. What only exists once a
 * program is loaded (descriptors of maps, BTF ids of the running kernel) is named in it, and looked
 * up through a {@link tracebook.asm.Resolver} when it is encoded.
 *
 * <p>Must not know: the running kernel, trace cells, debug info.
 */
@NullMarked
package tracebook.asm;

import org.jspecify.annotations.NullMarked;
