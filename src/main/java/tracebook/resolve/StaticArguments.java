package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.elf.StaticProbe;
import tracebook.elf.Symbol;
import tracebook.ir.Num;
import tracebook.lang.Expr;
import tracebook.types.FloatType;
import tracebook.types.IntegerType;
import tracebook.types.Type;
import tracebook.x86.Register;
import tracebook.x86.Registers;

/**
 * The arguments of a static probe: {@code SIZE@OPERAND} each, the size negative for a signed
 * number, with an {@code f} behind it for a floating one; the operand in AT&T syntax, as the
 * compiler put it into the note.
 */
final class StaticArguments {
  private static final Pattern ARGUMENT = Pattern.compile("(?:(-?)([1248])(f?)@)?(\\S+)");
  private static final Pattern MEMORY =
      Pattern.compile(
          "(?:([A-Za-z_.$][\\w.$@]*)([+-]\\d+)?|(-?(?:0x[0-9a-fA-F]+|\\d+)))?"
              + "\\((?:%(\\w+))?(?:,%(\\w+)(?:,([1248]))?)?\\)");

  private StaticArguments() {}

  /** One argument: how to read it, or why it cannot be. */
  sealed interface Argument {
    Type type();
  }

  record Known(Operand operand, Type type) implements Argument {}

  record Lost(String why, Type type) implements Argument {}

  /** All of a probe, in order. */
  static List<Argument> of(StaticProbe probe, Place place) {
    List<Argument> found = new ArrayList<>();
    for (String text : probe.arguments().strip().split("\\s+(?![^(]*\\))", -1)) {
      if (!text.isEmpty()) {
        found.add(argument(text, place));
      }
    }
    return found;
  }

  /** One of them, by its number. */
  static Operand read(StaticProbe probe, Place place, int index, Expr.Special e) throws Rejected {
    List<Argument> all = of(probe, place);
    if (index >= all.size()) {
      throw new Rejected(
          e.span(),
          "`" + probe.provider() + ":" + probe.name() + "` has no argument `$" + e.name() + "`",
          all.isEmpty()
              ? "it has none"
              : "it has " + all.size() + ": $arg0 to $arg" + (all.size() - 1));
    }
    return switch (all.get(index)) {
      case Known argument -> argument.operand();
      case Lost argument ->
          new Operand.Nothing(argument.why(), "$" + e.name(), "", argument.type(), e.span());
    };
  }

  private static Argument argument(String text, Place place) {
    Matcher parts = ARGUMENT.matcher(text);
    if (!parts.matches()) {
      return new Lost("`" + text + "` in its note is not understood", type(8, false, false));
    }
    int bytes = parts.group(2) == null ? 8 : Integer.parseInt(parts.group(2));
    boolean signed = "-".equals(parts.group(1));
    Type type = type(bytes, signed, "f".equals(parts.group(3)));
    return operand(parts.group(4), bytes, signed, type, place)
        .<Argument>map(operand -> new Known(operand, type))
        .orElseGet(() -> unreadable(parts.group(4), type));
  }

  private static Lost unreadable(String operand, Type type) {
    return operand.matches("%[xyz]mm\\d+")
        ? new Lost("in a vector register", type)
        : new Lost("`" + operand + "` in its note is not understood", type);
  }

  private static Type type(int bytes, boolean signed, boolean floating) {
    if (floating && bytes >= 4) {
      return new FloatType(bytes == 4 ? "float" : "double", bytes);
    }
    return new IntegerType((signed ? "int" : "uint") + 8 * bytes + "_t", bytes, signed);
  }

  private static Optional<Operand> operand(
      String text, int bytes, boolean signed, Type type, Place place) {
    if (text.startsWith("$")) {
      return number(text.substring(1))
          .map(value -> new Operand.Value(extended(new Num.Constant(value), bytes, signed), type));
    }
    if (text.startsWith("%")) {
      return register(text.substring(1))
          .filter(value -> !(type instanceof FloatType))
          .map(value -> new Operand.Value(extended(value, bytes, signed), type));
    }
    return memory(text, place)
        .map(address -> new Operand.InMemory(address, type, Optional.empty()));
  }

  private static Num extended(Num value, int bytes, boolean signed) {
    return bytes == 8 ? value : new Num.Extend(value, 8 * bytes, signed);
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(
          text.startsWith("0x")
              ? Long.parseUnsignedLong(text.substring(2), 16)
              : Long.decode(text));
    } catch (NumberFormatException other) {
      return Optional.empty();
    }
  }

  /** A general register or a part of one, as the hit finds it. */
  private static Optional<Num> register(String name) {
    Optional<Register> part = Registers.named(name);
    for (int number = 0; part.isPresent() && number < 16; number++) {
      int whole = Registers.ofDwarf(number).map(Register::offset).orElse(-1);
      if (whole == (part.get().offset() & ~7)) {
        Num value = new Num.Register(number);
        int shift = 8 * (part.get().offset() - whole);
        return Optional.of(
            shift == 0 ? value : new Num.Binary(Num.Operator.SHR, value, new Num.Constant(shift)));
      }
    }
    return Optional.empty();
  }

  /** {@code disp(%base,%index,scale)}, or a variable of the module: {@code name+8(%rip)}. */
  private static Optional<Num> memory(String text, Place place) {
    Matcher parts = MEMORY.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long displacement = parts.group(3) == null ? 0 : number(parts.group(3)).orElse(0L);
    if ("rip".equals(parts.group(4))) {
      return parts.group(1) == null ? Optional.empty() : variable(parts, place);
    }
    if (parts.group(1) != null) {
      return Optional.empty();
    }
    Num address = new Num.Constant(0);
    if (parts.group(4) != null) {
      Optional<Num> base = register(parts.group(4));
      if (base.isEmpty()) {
        return Optional.empty();
      }
      address = base.get();
    }
    if (parts.group(5) != null) {
      Optional<Num> index = register(parts.group(5));
      if (index.isEmpty()) {
        return Optional.empty();
      }
      long scale = parts.group(6) == null ? 1 : Long.parseLong(parts.group(6));
      address =
          new Num.Binary(
              Num.Operator.ADD,
              address,
              new Num.Binary(Num.Operator.MUL, index.get(), new Num.Constant(scale)));
    }
    return Optional.of(Variables.plus(address, displacement));
  }

  private static Optional<Num> variable(Matcher parts, Place place) {
    List<Symbol> symbols = place.module().elf().symbols().named(parts.group(1));
    // Statics of several files may share a name: which one is meant, the note does not say.
    if (symbols.stream().map(Symbol::address).distinct().count() != 1) {
      return Optional.empty();
    }
    long into = parts.group(2) == null ? 0 : Long.parseLong(parts.group(2));
    return Optional.of(Terms.atRunTime(symbols.getFirst().address().value() + into, place));
  }
}
