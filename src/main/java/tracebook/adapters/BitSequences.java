package tracebook.adapters;

import static tracebook.adapters.Quantity.Operator.ADD;
import static tracebook.adapters.Quantity.Operator.EQ;
import static tracebook.adapters.Quantity.Operator.MUL;
import static tracebook.adapters.Quantity.Operator.SHR;

import java.util.List;
import java.util.Optional;
import tracebook.types.ArrayType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.StructType;
import tracebook.types.Type;

/** {@code std::vector<bool>} and {@code std::bitset}: bools of one bit each, in words. */
final class BitSequences implements Adapter {
  private static final long WORD = 8;

  private static final List<String> WORDS = List.of("_M_w", "__first_");

  @Override
  public Optional<View> view(StructType type) {
    String name = Fields.plain(type.name());
    return name.startsWith("std::vector<bool,")
        ? ofLibstdcxx(type).or(() -> ofLibcxx(type))
        : name.startsWith("std::bitset<") ? bitset(type) : Optional.empty();
  }

  /** Where the first bit and the one behind the last are: the word, and the bit in it. */
  private static Optional<View> ofLibstdcxx(StructType type) {
    Optional<Quantity> first = words(type, "_M_impl._M_start._M_p");
    Optional<Quantity> skipped = offset(type, "_M_impl._M_start._M_offset");
    Optional<Quantity> last = words(type, "_M_impl._M_finish._M_p");
    Optional<Quantity> more = offset(type, "_M_impl._M_finish._M_offset");
    Optional<Quantity> end = words(type, "_M_impl._M_end_of_storage");
    if (first.isEmpty() || skipped.isEmpty() || last.isEmpty() || more.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    Quantity length =
        bits(new Quantity.Elements(last.get().minus(first.get()), WORD)).by(ADD, more.get());
    // It begins with a whole word, and a word has 64 bits.
    Quantity inWord = more.get().by(SHR, new Quantity.Constant(6));
    Quantity wrong = skipped.get().by(ADD, inWord);
    Quantity known =
        new Quantity.Either(
            wrong.by(EQ, new Quantity.Constant(0)), length, new Quantity.Constant(-1));
    return Optional.of(
        new View.Bits(first.get(), known, bits(Quantity.room(first.get(), end.get(), WORD))));
  }

  private static Quantity bits(Quantity words) {
    return words.by(MUL, new Quantity.Constant(8 * WORD));
  }

  private static Optional<View> ofLibcxx(StructType type) {
    Optional<Quantity> first = words(type, "__begin_");
    Optional<Quantity> length = Fields.size(type, "__size_");
    Optional<Quantity> capacity = Fields.size(type, "__cap_alloc_.__value_");
    return first.isPresent() && length.isPresent() && capacity.isPresent()
        ? Optional.of(
            new View.Bits(
                first.get(), length.get(), capacity.get().by(MUL, new Quantity.Constant(8 * WORD))))
        : Optional.empty();
  }

  /** The length is an argument of the template. */
  private static Optional<View> bitset(StructType type) {
    Optional<Member> words =
        WORDS.stream()
            .flatMap(w -> Fields.at(type, w).stream())
            .filter(m -> isWord(m.type()) || areWords(m.type()))
            .findFirst();
    if (words.isEmpty() || type.shape().constants().size() != 1) {
      return Optional.empty();
    }
    long length = type.shape().constants().getFirst().value();
    long room = 8 * words.get().type().size().orElse(0);
    return length < 0 || length > room
        ? Optional.empty()
        : Optional.of(
            new View.Bits(
                new Quantity.Place(words.get().offset()),
                new Quantity.Constant(length),
                new Quantity.Constant(room)));
  }

  private static Optional<Quantity> words(StructType type, String path) {
    return Fields.pointee(type, path)
        .filter(BitSequences::isWord)
        .flatMap(t -> Fields.pointer(type, path));
  }

  private static Optional<Quantity> offset(StructType type, String path) {
    return Fields.at(type, path)
        .filter(m -> m.type().strip() instanceof IntegerType i && i.bytes() == 4 && !i.signed())
        .map(m -> new Quantity.Field(m.offset(), 4, false));
  }

  private static boolean areWords(Type type) {
    return type.strip() instanceof ArrayType a && a.counts().size() == 1 && isWord(a.element());
  }

  private static boolean isWord(Type type) {
    return type.strip() instanceof IntegerType i && i.bytes() == WORD && !i.signed();
  }
}
