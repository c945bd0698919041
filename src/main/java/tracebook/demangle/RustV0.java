package tracebook.demangle;

import tracebook.demangle.Demangler.Unknown;

/**
 * Reads one name of Rust's mangling of version 0 (RFC 2603) and writes it as the tools do that
 * leave out the hashes of crates and the types of constants.
 */
final class RustV0 extends RustLetters {
  private static final int DEEPEST = 200;
  private static final int LONGEST = 1 << 16;

  /** References back make a short name a long way. */
  private static final int MOST_WORK = 100_000;

  /** What references count from. */
  private static final int BASE = 2;

  private final StringBuilder out = new StringBuilder();

  private int depth;
  private int work;
  private int boundLifetimes;

  /** What is read is not written: where an implementation is, who instantiates. */
  private boolean silent;

  private RustV0(String symbol) {
    super(symbol);
  }

  /** The name of a symbol that begins with {@code _R}. */
  static String name(String symbol) {
    RustV0 reader = new RustV0(symbol);
    if (isDigit(reader.peek())) {
      throw new Unknown(); // Another version of the encoding.
    }
    reader.path(true);
    if (reader.peek() >= 'A' && reader.peek() <= 'Z') {
      reader.silently(() -> reader.path(false));
    }
    String suffix = symbol.substring(reader.at);
    if (!suffix.isEmpty() && suffix.charAt(0) != '.' && suffix.charAt(0) != '$') {
      throw new Unknown();
    }
    boolean ofLlvm = suffix.matches("\\.llvm\\.[0-9A-F]+");
    return reader.out + (suffix.isEmpty() || ofLlvm ? "" : " [clone " + suffix + "]");
  }

  // ---- letters

  private void write(String part) {
    if (!silent) {
      out.append(part);
      if (out.length() > LONGEST) {
        throw new Unknown();
      }
    }
  }

  private void silently(Runnable read) {
    boolean before = silent;
    silent = true;
    read.run();
    silent = before;
  }

  // ---- backward references

  private void enter() {
    work++;
    depth++;
    if (depth > DEEPEST || work > MOST_WORK) {
      throw new Unknown();
    }
  }

  /** Behind a {@code B}: reads what it refers to. */
  private void backward(Runnable read) {
    int here = at - 1;
    long place = BASE + base62();
    if (place >= here) {
      throw new Unknown();
    }
    if (!silent) {
      int behind = at;
      at = (int) place;
      read.run();
      at = behind;
    }
  }

  // ---- paths

  /**
   * @param value a path in an expression, in which arguments have {@code ::} in front
   */
  private void path(boolean value) {
    enter();
    switch (next()) {
      case 'C' -> {
        optional62('s');
        write(identifier());
      }
      case 'N' -> nested(value);
      case 'M' -> {
        implementation();
        write("<");
        type();
        write(">");
      }
      case 'X' -> {
        implementation();
        asTrait();
      }
      case 'Y' -> asTrait();
      case 'I' -> {
        path(value);
        write(value ? "::<" : "<");
        arguments();
        write(">");
      }
      case 'B' -> backward(() -> path(value));
      default -> throw new Unknown();
    }
    depth--;
  }

  private void nested(boolean value) {
    char namespace = next();
    boolean special = namespace >= 'A' && namespace <= 'Z';
    if (!special && (namespace < 'a' || namespace > 'z')) {
      throw new Unknown();
    }
    path(value);
    long number = optional62('s');
    String name = identifier();
    if (special) {
      String kind =
          switch (namespace) {
            case 'C' -> "closure";
            case 'S' -> "shim";
            default -> String.valueOf(namespace);
          };
      write("::{" + kind + (name.isEmpty() ? "" : ":" + name) + "#" + number + "}");
    } else if (!name.isEmpty()) {
      write("::" + name);
    }
  }

  private void implementation() {
    optional62('s');
    silently(() -> path(false));
  }

  private void asTrait() {
    write("<");
    type();
    write(" as ");
    path(false);
    write(">");
  }

  private void arguments() {
    for (boolean first = true; !take('E'); first = false) {
      write(first ? "" : ", ");
      if (take('L')) {
        lifetime(base62());
      } else if (take('K')) {
        constant(false);
      } else {
        type();
      }
    }
  }

  // ---- lifetimes

  private void lifetime(long index) {
    if (index == 0) {
      write("'_");
      return;
    }
    long fromOutside = boundLifetimes - index;
    if (silent) {
      return;
    }
    if (fromOutside < 0) {
      throw new Unknown();
    }
    write(fromOutside < 26 ? "'" + (char) ('a' + fromOutside) : "'_" + fromOutside);
  }

  private void inBinder(Runnable read) {
    long bound = optional62('G');
    if (bound > 1000) {
      throw new Unknown();
    }
    if (bound > 0) {
      write("for<");
      for (long i = 0; i < bound; i++) {
        write(i == 0 ? "" : ", ");
        boundLifetimes++;
        lifetime(1);
      }
      write("> ");
    }
    read.run();
    boundLifetimes -= (int) bound;
  }

  // ---- types

  private void type() {
    enter();
    char c = next();
    String basic = basic(c);
    if (!basic.isEmpty()) {
      write(basic);
      depth--;
      return;
    }
    switch (c) {
      case 'R', 'Q' -> {
        write("&");
        if (take('L')) {
          long index = base62();
          if (index != 0) {
            lifetime(index);
            write(" ");
          }
        }
        write(c == 'Q' ? "mut " : "");
        type();
      }
      case 'P', 'O' -> {
        write(c == 'P' ? "*const " : "*mut ");
        type();
      }
      case 'A', 'S' -> {
        write("[");
        type();
        if (c == 'A') {
          write("; ");
          constant(true);
        }
        write("]");
      }
      case 'T' -> tuple(this::type);
      case 'F' -> inBinder(this::function);
      case 'D' -> {
        write("dyn ");
        inBinder(this::traits);
        if (!take('L')) {
          throw new Unknown();
        }
        long index = base62();
        if (index != 0) {
          write(" + ");
          lifetime(index);
        }
      }
      case 'B' -> backward(this::type);
      default -> {
        at--;
        path(false);
      }
    }
    depth--;
  }

  private static String basic(char c) {
    return switch (c) {
      case 'a' -> "i8";
      case 'b' -> "bool";
      case 'c' -> "char";
      case 'd' -> "f64";
      case 'e' -> "str";
      case 'f' -> "f32";
      case 'h' -> "u8";
      case 'i' -> "isize";
      case 'j' -> "usize";
      case 'l' -> "i32";
      case 'm' -> "u32";
      case 'n' -> "i128";
      case 'o' -> "u128";
      case 'p' -> "_";
      case 's' -> "i16";
      case 't' -> "u16";
      case 'u' -> "()";
      case 'v' -> "...";
      case 'x' -> "i64";
      case 'y' -> "u64";
      case 'z' -> "!";
      default -> "";
    };
  }

  private int list(Runnable element, String between) {
    int count = 0;
    while (!take('E')) {
      write(count == 0 ? "" : between);
      element.run();
      count++;
    }
    return count;
  }

  private void tuple(Runnable element) {
    write("(");
    write(list(element, ", ") == 1 ? ",)" : ")");
  }

  private void function() {
    write(take('U') ? "unsafe " : "");
    if (take('K')) {
      write("extern \"" + (take('C') ? "C" : identifier().replace('_', '-')) + "\" ");
    }
    write("fn(");
    list(this::type, ", ");
    write(")");
    if (!take('u')) {
      write(" -> ");
      type();
    }
  }

  private void traits() {
    list(
        () -> {
          boolean open = openPath();
          while (take('p')) {
            write(open ? ", " : "<");
            open = true;
            write(identifier() + " = ");
            type();
          }
          write(open ? ">" : "");
        },
        " + ");
  }

  /** A path whose arguments, when it has some, may be followed by more. */
  private boolean openPath() {
    if (take('B')) {
      boolean[] open = new boolean[1];
      enter();
      backward(() -> open[0] = openPath());
      depth--;
      return open[0];
    }
    if (take('I')) {
      path(false);
      write("<");
      arguments();
      return true;
    }
    path(false);
    return false;
  }

  // ---- constants

  /**
   * @param nested within another, where braces are not needed
   */
  private void constant(boolean nested) {
    enter();
    char c = next();
    switch (c) {
      case 'p' -> write("_");
      case 'h', 't', 'm', 'y', 'o', 'j' -> write(number());
      case 'a', 's', 'l', 'x', 'n', 'i' -> write((take('n') ? "-" : "") + number());
      case 'b' -> write(truth());
      case 'c' -> write(RustLiterals.character(hex()));
      case 'B' -> backward(() -> constant(nested));
      case 'e' -> braced(nested, () -> write("*" + RustLiterals.string(hex())));
      case 'R', 'Q' -> {
        if (c == 'R' && take('e')) {
          write(RustLiterals.string(hex()));
        } else {
          braced(
              nested,
              () -> {
                write(c == 'R' ? "&" : "&mut ");
                constant(true);
              });
        }
      }
      case 'A' ->
          braced(
              nested,
              () -> {
                write("[");
                list(() -> constant(true), ", ");
                write("]");
              });
      case 'T' -> braced(nested, () -> tuple(() -> constant(true)));
      case 'V' -> braced(nested, this::fields);
      default -> throw new Unknown();
    }
    depth--;
  }

  private void braced(boolean nested, Runnable content) {
    write(nested ? "" : "{");
    content.run();
    write(nested ? "" : "}");
  }

  /** A value of a struct or an enum. */
  private void fields() {
    path(true);
    switch (next()) {
      case 'U' -> {}
      case 'T' -> {
        write("(");
        list(() -> constant(true), ", ");
        write(")");
      }
      case 'S' -> {
        write(" { ");
        list(
            () -> {
              optional62('s');
              write(identifier() + ": ");
              constant(true);
            },
            ", ");
        write(" }");
      }
      default -> throw new Unknown();
    }
  }

  private String number() {
    String digits = hex();
    if (digits.isEmpty()) {
      throw new Unknown();
    }
    String plain = digits.replaceFirst("^0+(?=.)", "");
    return plain.length() > 16
        ? "0x" + plain
        : Long.toUnsignedString(Long.parseUnsignedLong(plain, 16));
  }

  private String truth() {
    return switch (number()) {
      case "0" -> "false";
      case "1" -> "true";
      default -> throw new Unknown();
    };
  }
}
