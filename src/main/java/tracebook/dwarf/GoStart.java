package tracebook.dwarf;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tracebook.elf.Address;
import tracebook.x86.Decoded;
import tracebook.x86.Instructions;
import tracebook.x86.MemoryWrite;

/**
 * Where a function of Go is probed that is meant as a whole: where its parameters can be read, and
 * each call passes once. Its code calls for more stack first, and then begins again; the line table
 * marks where the prologue ends.
 */
final class GoStart {
  private final FunctionBody body;
  private final Prologue prologue;
  private final List<LineRow> rows;

  private GoStart(FunctionBody body) {
    this.body = body;
    this.prologue = body.prologue();
    this.rows = prologue.rows();
  }

  /**
   * @param parameters of the function
   * @param results whether it has any
   */
  static Address of(FunctionBody body, List<Variable> parameters, boolean results) {
    return new GoStart(body).of(parameters, results);
  }

  private Address of(List<Variable> parameters, boolean results) {
    if (rows.stream().noneMatch(LineRow::prologueEnd) && !prologue.jumpsBackTo(body.entry())) {
      // There is no prologue: the second statement stands behind one of the program's own.
      return body.entry();
    }
    if (body.die().unit.isUnoptimisedGo()) {
      Optional<Address> first = firstStatement();
      if (first.isPresent() && !prologue.jumpsBackTo(first.get())) {
        return first.get();
      }
      // Where all is on one line, what follows the stores is the zeroing of results, or the body.
      Address stored = stored(parameters);
      if (results && first.isEmpty() && !prologue.jumpsBackTo(stored)) {
        return stored;
      }
    }
    return prologue.isKnown() && !prologue.endsAtLoop()
        ? prologue.end()
        : prologue.afterLandingPad();
  }

  /**
   * Behind what follows the stores of the parameters of unoptimised code: from there on the places
   * that the debug info gives are in memory.
   */
  private Address stored(List<Variable> parameters) {
    Address last = prologue.end();
    for (Variable parameter : parameters) {
      List<AddressRange> ranges = parameter.readableAt();
      if (!ranges.isEmpty() && ranges.getLast().start().compareTo(last) > 0) {
        last = ranges.getLast().start();
      }
    }
    return last;
  }

  /** The first statement of the body, when it is on a line of its own; results are zeroed then. */
  private Optional<Address> firstStatement() {
    Address end = prologue.end();
    int header = rows.stream().filter(LineRow::prologueEnd).mapToInt(r -> r.source().line()).sum();
    List<LineRow> behind =
        rows.stream()
            .filter(r -> r.source().line() > 0 && r.source().line() != header)
            .filter(r -> r.address().compareTo(end) > 0)
            .sorted(Comparator.comparing(LineRow::address))
            .toList();
    Optional<Address> marked =
        behind.stream().filter(LineRow::isStatement).map(LineRow::address).findFirst();
    // Go 1.23 does not mark each statement: what stores something is one.
    return behind.stream()
        .takeWhile(r -> !r.isStatement())
        .filter(this::stores)
        .map(LineRow::address)
        .findFirst()
        .or(() -> marked);
  }

  private boolean stores(LineRow row) {
    int size = (int) (row.end().value() - row.address().value());
    byte[] code = body.module().sections.program().text(row.address(), size);
    int at = 0;
    while (at < code.length
        && Instructions.decode(code, at) instanceof Decoded.Instruction instruction) {
      if (MemoryWrite.may(code, at, instruction)) {
        return true;
      }
      at += instruction.length();
    }
    return at < code.length;
  }
}
