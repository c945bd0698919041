package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;

import java.util.List;
import java.util.Optional;
import tracebook.elf.Address;

/**
 * The first instructions of a function, which make room and store the parameters where unoptimised
 * code keeps them. DWARF does not say that a parameter is not there yet.
 */
final class Prologue {
  private static final byte[] ENDBR64 = {(byte) 0xf3, 0x0f, 0x1e, (byte) 0xfa};
  private static final int RSP = 7;
  private static final int RETURN_ADDRESS = 8;

  private final FunctionBody body;
  private volatile Optional<Address> end = Optional.empty();
  private volatile Optional<Long> settled = Optional.empty();

  Prologue(FunctionBody body) {
    this.body = body;
  }

  /** The entry, behind {@code endbr64}. */
  Address afterLandingPad() {
    byte[] first = body.module().sections.program().text(body.entry(), ENDBR64.length);
    Address behind = body.entry().plus(ENDBR64.length);
    return java.util.Arrays.equals(first, ENDBR64) && body.contains(behind) ? behind : body.entry();
  }

  /**
   * Where the prologue ends by the line table: at the row that says so, else at the second
   * statement, as debuggers do. Where there is neither, the end of the code that the entry is in.
   */
  Address end() {
    Optional<Address> known = end;
    if (known.isEmpty()) {
      known = Optional.of(findEnd());
      end = known;
    }
    return known.get();
  }

  private Address findEnd() {
    AddressRange range = body.ranges().get(0);
    List<LineRow> rows =
        body.module()
            .lines
            .table(body.die().unit)
            .map(table -> table.rows(range))
            .orElse(List.of());
    Optional<Address> second = Optional.empty();
    for (LineRow row : rows) {
      if (row.address().compareTo(body.entry()) < 0) {
        continue;
      }
      if (row.prologueEnd()) {
        return row.address();
      }
      if (second.isEmpty()
          && row.isStatement()
          && row.source().line() > 0
          && row.address().compareTo(body.entry()) > 0) {
        second = Optional.of(row.address());
      }
    }
    return second.orElse(range.end());
  }

  /** True in the part that has the entry, before the end of the prologue. */
  boolean contains(Address pc) {
    return body.ranges().get(0).contains(pc)
        && body.entry().compareTo(pc) <= 0
        && pc.compareTo(end()) < 0;
  }

  /** True when the line table knows where the prologue ends. */
  boolean isKnown() {
    return body.ranges().get(0).contains(end());
  }

  /**
   * True when the compiler stores every parameter in the prologue and leaves it there: code made
   * without optimisation. GCC's producer says so; clang's frame base is rbp then, and only its
   * optimiser claims that all calls are described.
   */
  boolean isUnoptimised() {
    String producer = body.die().unit.producer();
    if (producer.startsWith("GNU ")) {
      String level = "0";
      for (String word : producer.split(" ", -1)) {
        if (word.startsWith("-O")) {
          level = word.substring(2);
        }
      }
      return level.equals("0");
    }
    boolean optimiser =
        body.die().has(DW_AT_call_all_calls) || body.die().has(DW_AT_GNU_all_call_sites);
    return !optimiser
        && body.die()
            .block(DW_AT_frame_base)
            .filter(
                expression -> expression.u8() == Operations.DW_OP_reg0 + 6 && expression.atEnd())
            .isPresent();
  }

  /**
   * True when rsp is where the rest of the function expects it: the frame is made, nothing is
   * pushed for a call.
   *
   * @param offset from rsp to the canonical frame address, here
   */
  boolean isSettled(long offset) {
    Optional<Long> known = settled;
    if (known.isEmpty()) {
      known = Optional.of(findSettled());
      settled = known;
    }
    return known.get() == offset;
  }

  /** -1 when it is not known. */
  private long findSettled() {
    if (!isKnown()) {
      return -1;
    }
    long here = -1;
    long most = -1;
    for (Frames.Row row : body.module().frames().rows(body.entry())) {
      if (!(row.cfa() instanceof Frames.FromRegister simple) || simple.register() != RSP) {
        return -1;
      }
      if (row.start().compareTo(end()) <= 0) {
        here = simple.offset();
      }
      most = Math.max(most, simple.offset());
    }
    // A frame that is made later, on some paths only.
    return here == RETURN_ADDRESS && most > RETURN_ADDRESS ? -1 : here;
  }
}
