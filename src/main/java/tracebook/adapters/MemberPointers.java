package tracebook.adapters;

import tracebook.types.MemberPointerType;

/** Pointers to members of C++, by the name of the member (Itanium C++ ABI, 2.3). */
final class MemberPointers {
  private MemberPointers() {}

  static View view(MemberPointerType pointer) {
    Quantity first = new Quantity.Field(0, 8, false);
    if (!pointer.isToFunction()) {
      return new View.Named(first, new View.OfMember(pointer));
    }
    Quantity adjustment = new Quantity.Field(8, 8, false);
    Quantity upper = adjustment.by(Quantity.Operator.MUL, new Quantity.Constant(1L << 32));
    Quantity isVirtual = first.by(Quantity.Operator.AND, new Quantity.Constant(1));
    Quantity inTable = new Quantity.Computed(Quantity.Operator.ADD, first, upper);
    Quantity word = new Quantity.Either(isVirtual, inTable, first.inFile());
    return new View.Named(word, new View.OfMemberFunction(pointer));
  }
}
