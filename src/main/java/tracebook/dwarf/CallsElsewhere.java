package tracebook.dwarf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.dwarf.Term.Binary;
import tracebook.dwarf.Term.Conditional;
import tracebook.dwarf.Term.Constant;
import tracebook.dwarf.Term.Given;
import tracebook.dwarf.Term.Let;
import tracebook.dwarf.Term.Load;
import tracebook.dwarf.Term.Operator;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;
import tracebook.elf.Section;

/**
 * What was passed by calls of other modules, wherever those are loaded: nothing about that is known
 * before the hit. The return address tells of which call it can be, by its place in the page and by
 * the operand of the instruction before it; then it says where the module would be. It is there if
 * its build-id is; and it called this function if the word that it calls through leads here.
 */
final class CallsElsewhere {
  /** Modules are loaded at multiples of it. */
  private static final long PAGE = 0x1000;

  /** Addresses in a file are below; what a call is called by has the number of its word above. */
  private static final int NUMBER_AT = 48;

  private static final Term NONE = new Constant(0);

  /** Of the build-id's note as many bytes are compared as have two words, the last ones. */
  private static final int WORD = 8;

  private final List<EntryValues.Passed> calls;
  private final Term entry;

  /** Those through one word of one module. */
  private final Map<Through, List<EntryValues.Passed>> words = new LinkedHashMap<>();

  private record Through(Module module, Address word) {}

  private CallsElsewhere(List<EntryValues.Passed> calls, Term entry) {
    this.calls = calls;
    this.entry = entry;
    for (EntryValues.Passed each : calls) {
      words.computeIfAbsent(through(each.call()), w -> new ArrayList<>()).add(each);
    }
  }

  private static Through through(CallSites.Call call) {
    return new Through(call.module(), call.word().orElseThrow());
  }

  /**
   * The value.
   *
   * @param returnsTo the return address
   * @param entry the address of the function
   */
  static Term value(Term returnsTo, List<EntryValues.Passed> calls, Term entry) {
    CallsElsewhere elsewhere = new CallsElsewhere(calls, entry);
    Term operand = new Load(Terms.plus(new Given(0), -CallIndex.DISTANCE), CallIndex.DISTANCE);
    return new Let(returnsTo, new Let(new Let(operand, elsewhere.perhaps()), elsewhere.selected()));
  }

  /** Whether the bytes that tell it apart can be had of a module. */
  static boolean canTell(Module module) {
    return note(module).isPresent();
  }

  /**
   * The call that it can be, 0 if none: where it returns to in its file, and above that the number
   * of its word. Of two that look alike it is the first.
   */
  private Term perhaps() {
    Term operand = new Given(0);
    Term inPage = new Binary(Operator.AND, new Given(1), new Constant(PAGE - 1));
    Map<Long, Map<Long, Long>> found = new TreeMap<>();
    for (EntryValues.Passed each : calls) {
      long returnsTo = each.call().returnsTo().value();
      found
          .computeIfAbsent(operand(each.call()), o -> new TreeMap<>())
          .putIfAbsent(returnsTo & (PAGE - 1), name(each.call()));
    }
    return cases(operand, found, places -> cases(inPage, places, Constant::new, NONE), NONE);
  }

  private static <T> Term cases(
      Term compared,
      Map<Long, T> cases,
      java.util.function.Function<T, Term> then,
      Term otherwise) {
    Term value = otherwise;
    for (Map.Entry<Long, T> each : new TreeMap<>(cases).descendingMap().entrySet()) {
      value =
          new Conditional(Terms.is(compared, each.getKey()), then.apply(each.getValue()), value);
    }
    return value;
  }

  /** The four bytes in front of where it returns to. */
  private static long operand(CallSites.Call call) {
    ElfFile program = call.module().sections.program();
    byte[] code = program.text(call.returnsTo().plus(-CallIndex.DISTANCE), CallIndex.DISTANCE);
    return Integer.toUnsignedLong(CallIndex.distance(code, 0));
  }

  private long name(CallSites.Call call) {
    return (long) number(through(call)) << NUMBER_AT | call.returnsTo().value();
  }

  /** From 1. */
  private int number(Through word) {
    return new ArrayList<>(words.keySet()).indexOf(word) + 1;
  }

  /** Of the call that it can be: behind {@link Given} 0, with the return address behind 1. */
  private Term selected() {
    Term perhaps = new Given(0);
    Term number = new Binary(Operator.SHR, perhaps, new Constant(NUMBER_AT));
    Map<Long, List<EntryValues.Passed>> byNumber = new TreeMap<>();
    words.forEach((word, its) -> byNumber.put((long) number(word), its));
    return new Conditional(
        Terms.is(perhaps, 0), new Term.Unknown(), cases(number, byNumber, this::ofWord, unknown()));
  }

  private static Term unknown() {
    return new Term.Unknown();
  }

  private Term ofWord(List<EntryValues.Passed> its) {
    Map<Long, Term> values = new TreeMap<>();
    its.forEach(each -> values.putIfAbsent(name(each.call()), each.value()));
    Term value = cases(new Given(0), values, v -> v, unknown());
    return new Conditional(isCall(through(its.getFirst().call())), value, unknown());
  }

  /** Whether the module is where it would be, and its word leads to the function. */
  private Term isCall(Through through) {
    Term inFile = new Binary(Operator.AND, new Given(0), new Constant((1L << NUMBER_AT) - 1));
    Term base = new Given(0);
    Address note = note(through.module).orElseThrow();
    Term leadsHere = new Binary(Operator.EQ, word(base, through.word), entry);
    Term second = isWord(base, note.plus(WORD), through.module);
    Term first = isWord(base, note, through.module);
    return new Let(
        new Binary(Operator.SUB, new Given(1), inFile),
        new Conditional(first, new Conditional(second, leadsHere, NONE), NONE));
  }

  private static Term isWord(Term base, Address at, Module module) {
    byte[] bytes = module.sections.program().text(at, WORD);
    Cursor cursor = new Bytes("", "", bytes).cursor(0);
    return Terms.is(word(base, at), cursor.u64());
  }

  private static Term word(Term base, Address at) {
    return new Load(Terms.plus(base, at.value()), WORD);
  }

  /** The last two words of the note: those of the build-id, or its head and a short one. */
  private static Optional<Address> note(Module module) {
    ElfFile program = module.sections.program();
    Optional<Section> note = program.section(".note.gnu.build-id");
    return note.map(n -> n.address().plus(n.size() - 2 * WORD))
        .filter(at -> program.text(at, 2 * WORD).length == 2 * WORD);
  }
}
