package tracebook.dwarf;

import tracebook.x86.Registers;

/**
 * The frame of a function's caller, as far as it can be found from the function's own.
 *
 * @param place in the function
 * @param cfa its canonical frame address
 * @param returnsTo its return address
 * @param call that it is in
 */
record CallerFrame(Place place, Term cfa, Term returnsTo, CallSites.Call call) {
  /** rsp (x86-64 psABI, figure 3.36). */
  private static final int RSP = 7;

  /** What leads from a call to a function of another module may use these (section 3.2.1). */
  private static final int R10 = 10;

  private static final int R11 = 11;

  /** A number of the caller, with its registers as they can be found from the place. */
  Term number(Term there) throws CannotTell {
    return switch (there) {
      case Term.Constant t -> t;
      case Term.Static t -> atRunTime(t);
      case Term.Unknown t -> new Term.Unknown(); // The call is one of the caller.
      case Term.Ambiguous t -> t;
      case Term.Given t -> t;
      case Term.OfThread t -> ofThread(t);
      case Term.Register t -> callers(t.number());
      case Term.Load t -> new Term.Load(number(t.address()), t.bytes());
      case Term.Unary t -> new Term.Unary(t.operator(), number(t.operand()));
      case Term.Binary t -> Terms.binary(t.operator(), number(t.left()), number(t.right()));
      case Term.Conditional t ->
          new Term.Conditional(number(t.condition()), number(t.then()), number(t.otherwise()));
      case Term.Let t -> new Term.Let(number(t.value()), number(t.in()));
    };
  }

  /** An address of the caller's module: as far from where the call returns to as it is there. */
  private Term atRunTime(Term.Static there) {
    return isElsewhere()
        ? Terms.plus(returnsTo, there.address().value() - call.returnsTo().value())
        : there;
  }

  private Term ofThread(Term.OfThread there) throws CannotTell {
    if (isElsewhere()) {
      throw new CannotTell("thread-local in another module");
    }
    return new Term.OfThread(number(there.offset()));
  }

  private boolean isElsewhere() {
    return !place.function().orElseThrow().isIn(call.module());
  }

  /** A register of the caller (section 6.4): those that a function must keep, and rsp. */
  private Term callers(int register) throws CannotTell {
    if (register == RSP) {
      return cfa;
    }
    if (EntryValues.isEntered(place) && register != R10 && register != R11) {
      return new Term.Register(register); // Nothing has run since but what finds the function.
    }
    Frames.Rule rule = null;
    for (Frames.Row row : place.frames().rows(place.pc())) {
      if (row.start().compareTo(place.pc()) > 0) {
        break;
      }
      rule = row.registers().get(register);
    }
    if (rule == null) {
      return isKept(register) ? new Term.Register(register) : lost(register);
    }
    return switch (rule) {
      case Frames.SameValue r -> new Term.Register(register);
      case Frames.SavedAt r -> new Term.Load(Terms.plus(cfa, r.offset()), 8);
      case Frames.ValueAt r -> Terms.plus(cfa, r.offset());
      case Frames.InRegister r -> new Term.Register(r.register());
      case Frames.Undefined r -> lost(register);
      case Frames.SavedAtExpression r -> lost(register);
      case Frames.ValueOfExpression r -> lost(register);
    };
  }

  private static Term lost(int register) throws CannotTell {
    throw new CannotTell("the caller's " + Registers.nameOfDwarf(register) + " is not kept");
  }

  /** rbx, rbp, r12 to r15 belong to the caller (x86-64 psABI, section 3.2.1). */
  private static boolean isKept(int register) {
    return register == 3 || register == 6 || (register >= 12 && register <= 15);
  }
}
