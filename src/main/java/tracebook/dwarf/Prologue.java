package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;
import tracebook.x86.Decoded;
import tracebook.x86.Instructions;

/**
 * The first instructions of a function, which make room and store the parameters where unoptimised
 * code keeps them. DWARF does not say that a parameter is not there yet.
 */
final class Prologue {
  private static final byte[] ENDBR64 = {(byte) 0xf3, 0x0f, 0x1e, (byte) 0xfa};
  private static final Pattern CLANG = Pattern.compile("clang version (\\d{1,4})\\.");
  private static final int RBP = 6;
  private static final int RSP = 7;
  private static final int RETURN_ADDRESS = 8;

  /** Room for patches, and what aligns the loop behind it. */
  private static final int MOST_PADDING = 512;

  private final FunctionBody body;
  private volatile Optional<Address> end = Optional.empty();
  private volatile Optional<Long> settled = Optional.empty();
  private volatile Optional<Boolean> unoptimised = Optional.empty();
  private volatile Optional<Boolean> startsAtLoop = Optional.empty();

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

  /** The rows of the part that has the entry. */
  List<LineRow> rows() {
    AddressRange range = body.ranges().get(0);
    return body.module()
        .lines
        .table(body.die().unit)
        .map(table -> table.rows(range))
        .orElse(List.of());
  }

  private Address findEnd() {
    AddressRange range = body.ranges().get(0);
    Optional<Address> second = Optional.empty();
    for (LineRow row : rows()) {
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

  /**
   * True when code behind the prologue may jump back to its end, as in a function that begins with
   * a loop: stopping there would count rounds, not calls. Where the code cannot be told from data
   * every byte is taken for a jump that could be one, so a function may be taken for one of these
   * that is not; never the other way round.
   */
  boolean endsAtLoop() {
    return jumpsBackTo(end());
  }

  /** The same of another address. */
  boolean jumpsBackTo(Address target) {
    return anyJump(new AddressRange(target, body.ranges().get(0).end()), target, target);
  }

  /** True when code of the function may jump to its first instruction that does anything. */
  boolean startsAtLoop() {
    Optional<Boolean> known = startsAtLoop;
    if (known.isEmpty()) {
      Address first = first();
      known = Optional.of(body.ranges().stream().anyMatch(r -> anyJump(r, body.entry(), first)));
      startsAtLoop = known;
    }
    return known.get();
  }

  /** Behind {@code endbr64} and what fills the code up. */
  private Address first() {
    AddressRange range = body.ranges().get(0);
    Address entry = body.entry();
    byte[] code =
        body.module()
            .sections
            .program()
            .text(entry, (int) Math.min(MOST_PADDING, range.end().value() - entry.value()));
    int at = 0;
    while (at < code.length
        && Instructions.decode(code, at) instanceof Decoded.Instruction instruction
        && (instruction.kind() == Decoded.Kind.NOP || instruction.kind() == Decoded.Kind.ENDBR)) {
      at += instruction.length();
    }
    return entry.plus(at);
  }

  private boolean anyJump(AddressRange from, Address first, Address last) {
    int size = (int) (from.end().value() - from.start().value());
    byte[] code = body.module().sections.program().text(from.start(), size);
    long low = first.value() - from.start().value();
    long high = last.value() - from.start().value();
    return jumps(code, low, high).orElseGet(() -> mayJump(code, low, high));
  }

  /**
   * Whether an instruction jumps to one of these; empty where one of them is not known.
   *
   * @param low from the first one
   * @param high the last one that counts
   */
  private static Optional<Boolean> jumps(byte[] code, long low, long high) {
    int at = 0;
    while (at < code.length) {
      if (!(Instructions.decode(code, at) instanceof Decoded.Instruction instruction)) {
        return Optional.empty();
      }
      at += instruction.length();
      boolean jump =
          instruction.kind() == Decoded.Kind.JUMP
              || instruction.kind() == Decoded.Kind.CONDITIONAL_JUMP;
      if (jump
          && instruction.target().isPresent()
          && isIn(at + instruction.target().getAsInt(), low, high)) {
        return Optional.of(true);
      }
    }
    return Optional.of(false);
  }

  private static boolean isIn(long target, long low, long high) {
    return target >= low && target <= high;
  }

  private static boolean mayJump(byte[] code, long low, long high) {
    Cursor at = new Bytes("", ".text", code).cursor(0);
    for (int i = 0; i + 2 <= code.length; i++) {
      int opcode = code[i] & 0xff;
      boolean shortJump = opcode == 0xeb || (opcode & 0xf0) == 0x70;
      if (shortJump && isIn(i + 2L + code[i + 1], low, high)) {
        return true;
      }
      boolean longJump =
          opcode == 0xe9 || (i > 0 && code[i - 1] == 0x0f && (opcode & 0xf0) == 0x80);
      if (longJump && i + 5 <= code.length && isIn(i + 5L + at.seek(i + 1).s32(), low, high)) {
        return true;
      }
    }
    return false;
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
   * True when every parameter is stored in the prologue and stays there: code made without
   * optimisation, or code that is seen to do so.
   */
  boolean isUnoptimised() {
    Optional<Boolean> known = unoptimised;
    if (known.isEmpty()) {
      known = Optional.of(isSaidUnoptimised() || (mayBe() && ParameterStores.areProven(body)));
      unoptimised = known;
    }
    return known.get();
  }

  /**
   * True when the debug info tells that the code was made without optimisation. GCC's producer says
   * so; clang's frame base is rbp then, and only its optimiser claims that all calls are described,
   * from clang 11 and DWARF 4 on: before, only a variable that moves between places tells.
   */
  boolean isSaidUnoptimised() {
    Unit unit = body.die().unit;
    String producer = unit.producer();
    if (producer.startsWith("GNU ")) {
      String level = "0";
      for (String word : producer.split(" ", -1)) {
        if (word.startsWith("-O")) {
          level = word.substring(2);
        }
      }
      return level.equals("0");
    }
    return mayBe()
        && producer.contains("clang version")
        && ((unit.version >= 4 && clangVersion(producer) >= 11)
            || !ParameterStores.anyMoves(body.module(), body.die()))
        && body.die()
            .block(DW_AT_frame_base)
            .filter(
                expression -> expression.u8() == Operations.DW_OP_reg0 + RBP && expression.atEnd())
            .isPresent();
  }

  /** The major version; -1 of any other producer. */
  private static int clangVersion(String producer) {
    Matcher version = CLANG.matcher(producer);
    return version.find() ? Integer.parseInt(version.group(1)) : -1;
  }

  private boolean mayBe() {
    return !body.die().unit.producer().startsWith("GNU ")
        && !body.die().has(DW_AT_call_all_calls)
        && !body.die().has(DW_AT_GNU_all_call_sites);
  }

  /**
   * From rsp to the canonical frame address while the frame is made and nothing is pushed for a
   * call; -1 when it is not known.
   */
  long settledStackPointer() {
    Optional<Long> known = settled;
    if (known.isEmpty()) {
      known = Optional.of(findSettled());
      settled = known;
    }
    return known.get();
  }

  /**
   * From rbp to the canonical frame address where rbp points to the frame; -1 where it never does.
   */
  long settledFramePointer() {
    for (Frames.Row row : body.module().frames().rows(body.entry())) {
      if (row.cfa() instanceof Frames.FromRegister simple && simple.register() == RBP) {
        return simple.offset();
      }
    }
    return -1;
  }

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
