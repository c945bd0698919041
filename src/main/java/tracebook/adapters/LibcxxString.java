package tracebook.adapters;

import static tracebook.adapters.Quantity.Operator.AND;
import static tracebook.adapters.Quantity.Operator.SHR;

import java.util.Optional;
import tracebook.types.CharType;
import tracebook.types.Member;
import tracebook.types.StructType;

/**
 * {@code std::basic_string} of libc++ in its usual layout on little-endian machines: capacity,
 * length and pointer of a long string, of a short one twice the length in the first byte and the
 * characters behind it. The lowest bit of the first byte tells which; it is part of the capacity,
 * too, which is always even.
 */
final class LibcxxString implements Adapter {
  private static final String LONG = "__r_.__value_.__l.";
  private static final String SHORT = "__r_.__value_.__s.";

  @Override
  public Optional<View> view(StructType type) {
    if (!type.name().contains("basic_string<") || type.size().orElse(0) != 24) {
      return Optional.empty();
    }
    int unit = Fields.pointee(type, LONG + "__data_").map(Fields::unit).orElse(0);
    Optional<Quantity> capacity = Fields.size(type, LONG + "__cap_");
    Optional<Quantity> length = Fields.size(type, LONG + "__size_");
    Optional<Quantity> data = Fields.pointer(type, LONG + "__data_");
    Optional<Member> shortLength = Fields.at(type, SHORT + "__size_");
    Optional<Member> shortData = Fields.at(type, SHORT + "__data_");
    boolean known =
        unit > 0
            && capacity.equals(Optional.of(new Quantity.Field(0, 8, false)))
            && length.isPresent()
            && data.isPresent()
            && shortLength.filter(LibcxxString::isFirstByte).isPresent()
            && shortData.filter(m -> m.offset() == unit).isPresent();
    long room = Fields.characters(type, SHORT + "__data_", unit);
    if (!known || room == 0) {
      return Optional.empty();
    }
    Quantity first = new Quantity.Field(0, 1, false);
    Quantity isLong = new Quantity.Computed(AND, first, new Quantity.Constant(1));
    Quantity allocated =
        new Quantity.Computed(AND, capacity.get(), new Quantity.Constant(-2)).plus(-1);
    return Optional.of(
        new View.Text(
            new Quantity.Either(isLong, data.get(), new Quantity.Place(unit)),
            new Quantity.Either(
                isLong, length.get(), new Quantity.Computed(SHR, first, new Quantity.Constant(1))),
            new Quantity.Either(isLong, allocated, new Quantity.Constant(room - 1)),
            unit));
  }

  private static boolean isFirstByte(Member member) {
    return member.offset() == 0 && member.type().strip() instanceof CharType c && c.bytes() == 1;
  }
}
