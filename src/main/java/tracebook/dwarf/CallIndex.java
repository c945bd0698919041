package tracebook.dwarf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;
import tracebook.elf.LinkageTable;
import tracebook.elf.Section;
import tracebook.elf.Stub;
import tracebook.elf.Symbol;

/**
 * Where the code of a module calls, by where it calls: directly, by a jump of the linkage table,
 * and through the word of a function itself. Bytes that only look like a call are among them.
 */
final class CallIndex {
  /** {@code call rel32}: an opcode and the distance from behind it. */
  private static final int CALL = 0xe8;

  /** {@code call *rel32(%rip)}: two bytes and the distance from behind it. */
  private static final int INDIRECT = 0xff;

  private static final int THROUGH_WORD = 0x15;
  static final int DISTANCE = 4;

  /**
   * A call.
   *
   * @param returnsTo the address behind the instruction
   * @param word through which it calls; empty of a direct one
   */
  record Call(Address returnsTo, Optional<Address> word) {}

  /** What is called, from the start of the code, and behind that where it returns to. */
  private final long[] calls;

  private final long start;

  /** The words that the dynamic linker sets, and the name of what each is to lead to. */
  private final Map<Address, String> names;

  /** The words that are to hold the address of a function of this module, by that address. */
  private final Map<Address, List<Address>> words = new HashMap<>();

  /** The jumps through a word. */
  private final Map<Address, List<Address>> jumps = new HashMap<>();

  CallIndex(ElfFile program) {
    LinkageTable linkage = program.linkage();
    this.names = linkage.words();
    for (Map.Entry<Address, String> word : linkage.words().entrySet()) {
      for (Symbol symbol : program.symbols().named(word.getValue())) {
        List<Address> its = words.computeIfAbsent(symbol.address(), a -> new ArrayList<>());
        if (!its.contains(word.getKey())) {
          its.add(word.getKey());
        }
      }
    }
    for (Stub stub : linkage.stubs()) {
      jumps.computeIfAbsent(stub.word(), w -> new ArrayList<>()).add(stub.address());
    }
    Optional<Section> text = program.section(".text");
    this.start = text.map(s -> s.address().value()).orElse(0L);
    this.calls =
        text.map(s -> calls(program.text(s.address(), (int) s.size()))).orElse(new long[0]);
  }

  private static long[] calls(byte[] code) {
    long[] found = new long[1024];
    int count = 0;
    for (int at = 0; at + 1 + DISTANCE <= code.length; at++) {
      int opcode = code[at] & 0xff;
      int operand = at + 1;
      if (opcode == INDIRECT && (code[at + 1] & 0xff) == THROUGH_WORD) {
        operand = at + 2;
      } else if (opcode != CALL) {
        continue;
      }
      int behind = operand + DISTANCE;
      if (behind <= code.length) {
        if (count == found.length) {
          found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = (long) (behind + distance(code, operand)) << 32 | behind;
      }
    }
    long[] sorted = Arrays.copyOf(found, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Every call of what begins at an address. */
  List<Call> of(Address entry) {
    List<Call> found = new ArrayList<>();
    add(entry, Optional.empty(), found);
    for (Address word : words.getOrDefault(entry, List.of())) {
      addThrough(word, found);
    }
    return found;
  }

  /** Every call through words of these names. */
  List<Call> imported(Predicate<String> wanted) {
    List<Call> found = new ArrayList<>();
    names.forEach(
        (word, name) -> {
          if (wanted.test(name)) {
            addThrough(word, found);
          }
        });
    return found;
  }

  private void addThrough(Address word, List<Call> found) {
    Optional<Address> through = Optional.of(word);
    add(word, through, found);
    for (Address jump : jumps.getOrDefault(word, List.of())) {
      add(jump, through, found);
    }
  }

  /** Those that name an address: as what they call, or as the word that they call through. */
  private void add(Address named, Optional<Address> word, List<Call> found) {
    long distance = named.value() - start;
    if (distance != (int) distance) {
      return;
    }
    int at = Arrays.binarySearch(calls, distance << 32);
    for (int i = at < 0 ? -at - 1 : at; i < calls.length && calls[i] >> 32 == distance; i++) {
      found.add(new Call(new Address(start + (int) calls[i]), word));
    }
  }

  static int distance(byte[] code, int at) {
    return (code[at] & 0xff)
        | (code[at + 1] & 0xff) << 8
        | (code[at + 2] & 0xff) << 16
        | code[at + 3] << 24;
  }
}
