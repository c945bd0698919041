package tracebook.adapters;

import static tracebook.adapters.Quantity.Operator.ADD;
import static tracebook.adapters.Quantity.Operator.AND;
import static tracebook.adapters.Quantity.Operator.DIV;
import static tracebook.adapters.Quantity.Operator.EQ;
import static tracebook.adapters.Quantity.Operator.MUL;
import static tracebook.adapters.Quantity.Operator.REM;
import static tracebook.adapters.Quantity.Operator.SHR;
import static tracebook.adapters.Quantity.Operator.SUB;

import java.util.Optional;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * {@code std::deque}, whose elements lie in blocks of one size that a map points to, and {@code
 * VecDeque}, a ring.
 */
final class Deques implements Adapter {
  @Override
  public Optional<View> view(StructType type) {
    String name = Fields.plain(type.name());
    return name.startsWith("std::deque<")
        ? blocks(type).or(() -> ofLibcxx(type))
        : name.startsWith("alloc::collections::vec_deque::VecDeque<")
            ? ring(type)
            : Optional.empty();
  }

  /** Bytes of a block (_GLIBCXX_DEQUE_BUF_SIZE); one of larger elements has one. */
  private static final long BLOCK = 512;

  /**
   * The parts of an iterator: the element, where its block begins and ends, its place in the map.
   */
  private record Position(Quantity current, Quantity first, Quantity last, Quantity node) {
    static Optional<Position> of(StructType type, String path) {
      Optional<Quantity> current = Fields.pointer(type, path + "._M_cur");
      Optional<Quantity> first = Fields.pointer(type, path + "._M_first");
      Optional<Quantity> last = Fields.pointer(type, path + "._M_last");
      Optional<Quantity> node = Fields.pointer(type, path + "._M_node");
      return current.isPresent() && first.isPresent() && last.isPresent() && node.isPresent()
          ? Optional.of(new Position(current.get(), first.get(), last.get(), node.get()))
          : Optional.empty();
    }

    /** Whether its block has that many bytes, and its element is in it. */
    Quantity isInBlock(Quantity bytes) {
      Quantity ofThisSize = last.minus(first).by(EQ, bytes);
      Quantity inside = current.minus(first).by(DIV, bytes).by(EQ, new Quantity.Constant(0));
      return ofThisSize.by(AND, inside);
    }
  }

  private static Optional<View> blocks(StructType type) {
    Optional<Position> from = Position.of(type, "_M_impl._M_start");
    Optional<Position> to = Position.of(type, "_M_impl._M_finish");
    Optional<Quantity> blocks = Fields.size(type, "_M_impl._M_map_size");
    Optional<Type> element = Fields.pointee(type, "_M_impl._M_start._M_cur");
    long size = element.map(e -> e.size().orElse(0)).orElse(0L);
    if (from.isEmpty() || to.isEmpty() || blocks.isEmpty() || size == 0) {
      return Optional.empty();
    }
    Position start = from.get();
    Position end = to.get();
    Quantity each = new Quantity.Constant(Math.max(1, BLOCK / size));
    Quantity before = elements(start.current(), start.first(), size);
    Quantity number = before.by(ADD, new Quantity.Index());
    Quantity block =
        new Quantity.Load(
            start.node().by(ADD, number.by(DIV, each).by(MUL, new Quantity.Constant(8))));
    Quantity address = block.by(ADD, number.by(REM, each).by(MUL, new Quantity.Constant(size)));
    Quantity whole = elements(end.node(), start.node(), 8).by(MUL, each);
    Quantity length = whole.by(ADD, elements(end.current(), end.first(), size)).by(SUB, before);
    // Blocks of another size, or another block than the map has, make a length that cannot be.
    Quantity bytes = each.by(MUL, new Quantity.Constant(size));
    Quantity inOrder =
        start
            .isInBlock(bytes)
            .by(AND, end.isInBlock(bytes))
            .by(AND, new Quantity.Load(start.node()).by(EQ, start.first()));
    Quantity known = new Quantity.Either(inOrder, length, new Quantity.Constant(-1));
    return Optional.of(
        new View.Scattered(
            address, known, blocks.get().by(MUL, each), Fields.element(element.orElseThrow())));
  }

  /** Bytes of a block of libc++ (__deque_block_size); one of larger elements has so many. */
  private static final long LIBCXX_BLOCK = 4096;

  private static final long LIBCXX_LARGE = 256;
  private static final long LIBCXX_ELEMENTS = 16;

  /** A map of blocks, how many places in front of the first element are free, and the length. */
  private static Optional<View> ofLibcxx(StructType type) {
    Optional<Quantity> map = Fields.pointer(type, "__map_.__begin_");
    Optional<Quantity> end = Fields.pointer(type, "__map_.__end_");
    Optional<Quantity> free = Fields.size(type, "__start_");
    Optional<Quantity> length = Fields.size(type, "__size_.__value_");
    Optional<Type> element =
        Fields.pointee(type, "__map_.__begin_")
            .filter(t -> t.strip() instanceof PointerType)
            .map(t -> ((PointerType) t.strip()).target());
    long size = element.map(e -> e.size().orElse(0)).orElse(0L);
    if (map.isEmpty() || end.isEmpty() || free.isEmpty() || length.isEmpty() || size == 0) {
      return Optional.empty();
    }
    Quantity each =
        new Quantity.Constant(size < LIBCXX_LARGE ? LIBCXX_BLOCK / size : LIBCXX_ELEMENTS);
    Quantity number = free.get().by(ADD, new Quantity.Index());
    Quantity block =
        new Quantity.Load(
            map.get().by(ADD, number.by(DIV, each).by(MUL, new Quantity.Constant(8))));
    Quantity address = block.by(ADD, number.by(REM, each).by(MUL, new Quantity.Constant(size)));
    Quantity room = Quantity.room(map.get(), end.get(), 8).by(MUL, each).minus(free.get());
    // Nothing when more places are free than there are, or can be.
    Quantity many = free.get().by(SHR, new Quantity.Constant(48));
    Quantity some =
        room.by(SHR, new Quantity.Constant(63)).by(ADD, many).by(EQ, new Quantity.Constant(0));
    Quantity limit = new Quantity.Either(some, room, new Quantity.Constant(0));
    return Optional.of(
        new View.Scattered(address, length.get(), limit, Fields.element(element.orElseThrow())));
  }

  private static Quantity elements(Quantity end, Quantity begin, long size) {
    return new Quantity.Elements(end.minus(begin), size);
  }

  /** A ring without room has its head at 0; of one whose head lies outside, nothing is there. */
  private static Optional<View> ring(StructType type) {
    Optional<View.Sequence> buffer = RustVec.buffer(type);
    Optional<Quantity> head = Fields.size(type, "head");
    if (buffer.isEmpty() || head.isEmpty()) {
      return Optional.empty();
    }
    View.Sequence b = buffer.get();
    long size = b.element().size().orElse(0);
    if (size == 0) {
      return Optional.of(b);
    }
    Quantity none = new Quantity.Constant(0);
    Quantity isInside = head.get().by(DIV, b.limit()).by(EQ, none);
    Quantity inside = new Quantity.Either(isInside, b.limit(), none);
    Quantity room = new Quantity.Either(b.limit(), inside, none);
    Quantity number = head.get().by(ADD, new Quantity.Index()).by(REM, b.limit());
    Quantity address = b.address().by(ADD, number.by(MUL, new Quantity.Constant(size)));
    return Optional.of(new View.Scattered(address, b.length(), room, b.element()));
  }
}
