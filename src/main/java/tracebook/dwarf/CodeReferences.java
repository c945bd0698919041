package tracebook.dwarf;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;
import tracebook.elf.Section;

/**
 * What names the address of code in a module, other than a call: jumps, and what takes the address.
 * Bytes that only look like one are among them.
 */
final class CodeReferences {
  private static final int JUMP = 0xe9;
  private static final int LEA = 0x8d;
  private static final int DISTANCE = 4;

  /** Sections that list functions for those who patch, trace or count them: no calls come of it. */
  private static final Set<String> LISTS =
      Set.of(
          "__patchable_function_entries",
          "__mcount_loc",
          "xray_instr_map",
          "xray_fn_idx",
          "__llvm_prf_data");

  private static final int SHT_PROGBITS = 1;
  private static final int SHT_RELA = 4;
  private static final int SHT_INIT_ARRAY = 14;
  private static final long SHF_ALLOC = 2;
  private static final long SHF_EXECINSTR = 4;

  /** Elf64_Rela: offset, type and symbol, addend. */
  private static final int RELOCATION = 24;

  private static final int R_X86_64_RELATIVE = 8;

  private final long start;
  private final long end;

  /** Where jumps lead, from the start of the code, and behind that where the instruction is. */
  private final long[] jumps;

  /** Whose address is taken. */
  private final long[] taken;

  CodeReferences(ElfFile program) {
    Optional<Section> text = program.section(".text");
    this.start = text.map(s -> s.address().value()).orElse(0L);
    byte[] code = text.map(s -> program.text(s.address(), (int) s.size())).orElse(new byte[0]);
    this.end = start + code.length;
    LongStream.Builder leading = LongStream.builder();
    LongStream.Builder naming = LongStream.builder();
    for (int at = 0; at + 1 + DISTANCE <= code.length; at++) {
      int opcode = code[at] & 0xff;
      if (opcode == JUMP) {
        long to = at + 1L + DISTANCE + CallIndex.distance(code, at + 1);
        if (to >= 0 && to < code.length) {
          leading.add(to << 32 | at);
        }
      } else if (opcode == LEA
          && (code[at + 1] & 0xc7) == 5
          && at + 2 + DISTANCE <= code.length) { // lea distance(%rip)
        add(start + at + 2 + DISTANCE + CallIndex.distance(code, at + 2), naming);
      }
    }
    List<Section> lists =
        program.sections().stream().filter(s -> LISTS.contains(s.name())).toList();
    for (Section section : program.sections()) {
      if ((section.flags() & SHF_ALLOC) != 0 && section.hasBytes() && !lists.contains(section)) {
        words(program, section, lists, naming);
      }
    }
    this.jumps = leading.build().sorted().toArray();
    this.taken = naming.build().sorted().distinct().toArray();
  }

  private void words(
      ElfFile program, Section section, List<Section> lists, LongStream.Builder naming) {
    boolean data =
        (section.type() == SHT_PROGBITS || section.type() == SHT_INIT_ARRAY)
            && (section.flags() & SHF_EXECINSTR) == 0;
    if (section.type() != SHT_RELA && !data) {
      return;
    }
    Cursor at = program.bytes(section).cursor(0);
    while (at.end() - at.position() >= (data ? 8 : RELOCATION)) {
      if (data) {
        add(at.u64(), naming);
        continue;
      }
      Address place = new Address(at.u64());
      long information = at.u64();
      long addend = at.u64();
      if ((information & 0xffffffffL) == R_X86_64_RELATIVE
          && lists.stream().noneMatch(list -> list.holds(place))) {
        add(addend, naming);
      }
    }
  }

  private void add(long address, LongStream.Builder naming) {
    if (address >= start && address < end) {
      naming.add(address);
    }
  }

  /** Whether something keeps the address of what begins there: a table of methods, a callback. */
  boolean isTaken(Address code) {
    return Arrays.binarySearch(taken, code.value()) >= 0;
  }

  /** The jumps that lead there from anywhere. */
  Address[] jumpsTo(Address code) {
    long distance = code.value() - start;
    int at = Arrays.binarySearch(jumps, distance << 32);
    int from = at < 0 ? -at - 1 : at;
    int to = from;
    while (to < jumps.length && jumps[to] >> 32 == distance) {
      to++;
    }
    return Arrays.stream(jumps, from, to)
        .mapToObj(jump -> new Address(start + (int) jump))
        .toArray(Address[]::new);
  }
}
