package tracebook.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Expressions over the members of two structures, {@code x} and {@code y}, and a C program that
 * says what each of them is: every operator on every pair of types, with values at the edges.
 */
final class Arithmetic {
  /**
   * An expression.
   *
   * @param script in the trace language
   * @param c a statement that prints its value
   */
  record Case(String script, String c) {}

  /** Members of the structures; bit fields too. */
  private static final Map<String, String> MEMBERS = new LinkedHashMap<>();

  static {
    MEMBERS.put("s8", "int8_t s8;");
    MEMBERS.put("u8", "uint8_t u8;");
    MEMBERS.put("s16", "short s16;");
    MEMBERS.put("u16", "unsigned short u16;");
    MEMBERS.put("s32", "int s32;");
    MEMBERS.put("u32", "unsigned u32;");
    MEMBERS.put("s64", "long s64;");
    MEMBERS.put("u64", "unsigned long u64;");
    MEMBERS.put("c", "char c;");
    MEMBERS.put("b", "_Bool b;");
    MEMBERS.put("e", "enum color e;");
    MEMBERS.put("d", "enum depth d;");
    MEMBERS.put("f5", "int f5 : 5;");
    MEMBERS.put("g31", "unsigned g31 : 31;");
    MEMBERS.put("g32", "unsigned g32 : 32;");
    MEMBERS.put("h32", "unsigned long h32 : 32;");
    MEMBERS.put("i32", "long i32 : 32;");
    MEMBERS.put("h20", "unsigned long h20 : 20;");
    MEMBERS.put("e3", "enum color e3 : 3;");
    MEMBERS.put("b1", "_Bool b1 : 1;");
  }

  private static final List<String> TYPES = List.copyOf(MEMBERS.keySet());

  /** Of values of any type, each converted to it. */
  static final int VALUES = 8;

  private static final List<String> ARITHMETIC = List.of("+", "-", "*", "&", "|", "^");
  private static final List<String> COMPARISONS =
      List.of("<", "<=", ">", ">=", "==", "!=", "&&", "||");
  private static final List<String> LITERALS =
      List.of("0", "1", "-1", "67", "0x80000000", "0xffffffff", "0xffffffffffffffff");

  private final List<Case> cases = new ArrayList<>();

  /** All of them; a nested one for each number below {@code nested}. */
  static List<Case> all(int nested) {
    Arithmetic all = new Arithmetic();
    for (String a : TYPES) {
      all.unary("x." + a);
      for (String b : TYPES) {
        if (isBitField(a) || isBitField(b)) {
          all.some("x." + a, "y." + b, "y." + b);
        } else {
          all.every("x." + a, "y." + b);
        }
      }
      for (String literal : LITERALS) {
        all.some("x." + a, literal, c(literal));
        all.some(literal, "x." + a, c(literal), "x." + a);
      }
      all.pointer("y." + a);
      for (String b : List.of("s8", "u32", "s64", "u64", "d", "h20")) {
        all.some("let_" + a, "y." + b, "let_" + a, "y." + b);
      }
    }
    all.pointers();
    for (int seed = 0; seed < nested; seed++) {
      all.nested(new Random(seed));
    }
    return all.cases;
  }

  /** Names of {@code let}s of the members of {@code x}, for the scripts that use one. */
  static String lets() {
    StringBuilder lets = new StringBuilder();
    TYPES.forEach(t -> lets.append("let let_").append(t).append(" = x.").append(t).append("; "));
    return lets.toString();
  }

  /** In C: what has the type of its member, and does not become a long. */
  private static boolean keepsItsType(String type) {
    return List.of("u64", "c", "b", "b1", "e", "d", "e3").contains(type);
  }

  private static boolean isBitField(String type) {
    return Optional.ofNullable(MEMBERS.get(type)).orElseThrow().contains(" : ");
  }

  /** What reads the same in C, a literal as of 64 bits. */
  private static String c(String literal) {
    return literal.equals("0xffffffffffffffff") ? literal + "ul" : literal + "l";
  }

  private void value(String script, String c) {
    cases.add(new Case(script, "N(" + c + ")"));
  }

  private void value(String both) {
    value(both, both);
  }

  private void truth(String script, String c) {
    cases.add(new Case(script, "B(" + c + ")"));
  }

  private void unary(String a) {
    for (String operator : List.of("-", "+", "~")) {
      value(operator + a);
    }
    truth("!" + a, "!" + a);
    value("-(" + a + " == 1)");
    value("sizeof(+" + a + ")");
    for (String type :
        List.of(
            "signed char",
            "unsigned char",
            "short",
            "unsigned short",
            "int",
            "unsigned int",
            "long",
            "unsigned long")) {
      value("(" + type + ")" + a + " >> 3");
    }
    truth("(_Bool)" + a, "(_Bool)" + a);
  }

  private void every(String a, String b) {
    for (String operator : ARITHMETIC) {
      value(a + " " + operator + " " + b);
    }
    for (String operator : COMPARISONS) {
      truth(a + " " + operator + " " + b, a + " " + operator + " " + b);
    }
    checked(a, "<<", b, a, b);
    checked(a, ">>", b, a, b);
    checked(a, "/", b, a, b);
    checked(a, "%", b, a, b);
    value("x.s16 > y.u8 ? " + a + " : " + b);
  }

  private void some(String a, String b, String bInC) {
    some(a, b, a, bInC);
  }

  /** The operators that tell one conversion from another. */
  private void some(String a, String b, String aInC, String bInC) {
    value(a + " - " + b, aInC + " - " + bInC);
    truth(a + " < " + b, aInC + " < " + bInC);
    checked(a, ">>", b, aInC, bInC);
    checked(a, "/", b, aInC, bInC);
    value("x.u8 ? " + a + " : " + b, "x.u8 ? " + aInC + " : " + bInC);
  }

  private void checked(String a, String operator, String b, String aInC, String bInC) {
    String macro = operator.length() == 2 ? "S(" : "D(";
    String c = macro + aInC + ", " + operator + ", " + bInC + ")";
    cases.add(new Case(a + " " + operator + " " + b, c));
  }

  private void pointer(String n) {
    address("x.p + " + n);
    address(n + " + x.p");
    address("x.p - " + n);
    truth("x.p < y.p + " + n, "(unsigned long)x.p < (unsigned long)(y.p + " + n + ")");
  }

  private void address(String both) {
    cases.add(new Case(both, "P(" + both + ")"));
  }

  private void pointers() {
    for (String operator : List.of("<", "<=", ">", ">=", "==", "!=", "&&", "||")) {
      truth("x.p " + operator + " y.p", "x.p " + operator + " y.p");
    }
    value("x.p - y.p");
    value("&x.p[3] - &y.p[1]");
    truth("x.p == null", "x.p == 0");
    truth("x.p != 0", "x.p != 0");
    truth("!x.p", "!x.p");
    address("x.b ? x.p : y.p");
    address("&x.p[2]");
    value("*x.p + y.p[1]");
    value("(long)x.p >> 1");
    value("(unsigned int)x.p + x.u8");
  }

  // ---- nested

  private void nested(Random random) {
    StringBuilder c = new StringBuilder();
    String script = nested(random, 4, c);
    cases.add(new Case("+" + script, "F(" + c + ")"));
  }

  /** The same expression twice: returned as of the script, appended as of C. */
  private static String nested(Random random, int depth, StringBuilder c) {
    if (depth == 0 || random.nextInt(6) == 0) {
      if (random.nextInt(5) == 0) {
        String literal = LITERALS.get(random.nextInt(LITERALS.size()));
        c.append('(').append(c(literal)).append(')');
        return "(" + literal + ")";
      }
      String member =
          (random.nextBoolean() ? "x." : "y.") + TYPES.get(random.nextInt(TYPES.size()));
      c.append(member);
      return member;
    }
    int kind = random.nextInt(20);
    if (kind < 2) {
      String operator = List.of("-", "~", "!", "+").get(random.nextInt(4));
      c.append('(').append(operator);
      String operand = nested(random, depth - 1, c);
      c.append(')');
      return "(" + operator + operand + ")";
    }
    if (kind < 4) {
      String type =
          List.of("signed char", "unsigned short", "int", "unsigned int", "unsigned long")
              .get(random.nextInt(5));
      c.append("((").append(type).append(")");
      String operand = nested(random, depth - 1, c);
      c.append(')');
      return "((" + type + ")" + operand + ")";
    }
    if (kind < 6) {
      c.append('(');
      String condition = nested(random, depth - 1, c);
      c.append(" ? ");
      String then = nested(random, depth - 1, c);
      c.append(" : ");
      String otherwise = nested(random, depth - 1, c);
      c.append(')');
      return "(" + condition + " ? " + then + " : " + otherwise + ")";
    }
    if (kind < 10) {
      String operator = List.of("<<", ">>", "/", "%").get(random.nextInt(4));
      c.append(operator.length() == 2 ? "SHIFT(" : "DIVIDE(");
      String left = nested(random, depth - 1, c);
      c.append(", ").append(operator).append(", ");
      String right = nested(random, depth - 1, c);
      c.append(')');
      return "(" + left + " " + operator + " " + right + ")";
    }
    List<String> operators = kind < 16 ? ARITHMETIC : COMPARISONS;
    String operator = operators.get(random.nextInt(operators.size()));
    c.append('(');
    String left = nested(random, depth - 1, c);
    c.append(' ').append(operator).append(' ');
    String right = nested(random, depth - 1, c);
    c.append(')');
    return "(" + left + " " + operator + " " + right + ")";
  }

  // ---- the program

  /**
   * The source of a program that is hit at {@code check} for each pair of values; with an argument
   * it prints instead, for each hit a line and in it what each case is, between blanks.
   */
  static String program(List<Case> cases) {
    StringBuilder source = new StringBuilder(PRELUDE);
    source.append("struct all {\n");
    MEMBERS.values().forEach(m -> source.append("  ").append(m).append('\n'));
    source.append("  int *p;\n} x, y;\n\n");
    for (String type : TYPES) {
      source.append("#define let_").append(type).append(keepsItsType(type) ? " (" : " ((long)");
      source.append("x.").append(type).append(")\n");
    }
    int functions = 0;
    for (int i = 0; i < cases.size(); i++) {
      if (i % 100 == 0) {
        source.append(i == 0 ? "" : "}\n").append("static void say").append(functions++);
        source.append("(void) {\n");
      }
      source.append("  ").append(cases.get(i).c()).append('\n');
    }
    source.append("}\n\nstatic void set(struct all *a, int v) {\n");
    for (String type : TYPES) {
      source.append("  a->").append(type).append(" = value(v, ").append(bits(type)).append(");\n");
    }
    source.append("  a->p = cells + 20 + v;\n}\n\nstatic void say(void) {\n");
    for (int i = 0; i < functions; i++) {
      source.append("  say").append(i).append("();\n");
    }
    source.append("  putchar('\\n');\n}\n").append(MAIN.replace("VALUES", String.valueOf(VALUES)));
    return source.toString();
  }

  private static int bits(String type) {
    return switch (type) {
      case "c", "e3", "b", "b1" -> 8;
      case "d", "e" -> 32;
      default -> Integer.parseInt(type.substring(1));
    };
  }

  private static final String PRELUDE =
      """
      #include <limits.h>
      #include <stdint.h>
      #include <stdio.h>

      enum color { RED, GREEN, BLUE = 7 };
      enum depth { LOW = -5, HIGH = 5 };
      int cells[64];
      static int failed;

      static void number(int is_signed, long n) {
        printf(is_signed ? "%ld " : "%lu ", n);
      }

      #define TYPE(e) __typeof__((e) + 0)
      #define SIGNED(e) ((TYPE(e))-1 < 0)
      #define N(e) number(SIGNED(e), (long)(e));
      #define B(e) fputs((e) ? "true " : "false ", stdout);
      #define P(e) printf("%p ", (void *)(e));
      /* Counts are masked to the width of the left operand. */
      #define SHIFT(a, op, b) ((a) op ((b) & (int)(sizeof(+(a)) * CHAR_BIT - 1)))
      #define S(a, op, b) N(SHIFT(a, op, b))
      #define COMMON(a, b) __typeof__((a) + (b))
      #define LEAST(a, b) ((COMMON(a, b))1 << (sizeof((a) + (b)) * CHAR_BIT - 1))
      #define ZERO(a, b) ((b) == 0)
      #define OVERFLOWS(a, b) (SIGNED((a) + (b)) && (COMMON(a, b))(b) == (COMMON(a, b))-1 && (COMMON(a, b))(a) == LEAST(a, b))
      #define D(a, op, b) \\
        if (ZERO(a, b)) fputs("zero ", stdout); \\
        else if (OVERFLOWS(a, b)) fputs("overflow ", stdout); \\
        else N((a) op (b))
      #define DIVIDE(a, op, b) \\
        ({ __typeof__(+(a)) l = (a); __typeof__(+(b)) r = (b); COMMON(l, r) q = 1; \\
           if (ZERO(l, r) || OVERFLOWS(l, r)) failed = 1; else q = l op r; q; })
      /* Any failure in it is the failure of the whole. */
      #define F(e) \\
        { failed = 0; __typeof__(+(e)) whole = (e); if (failed) fputs("failed ", stdout); else N(whole) }

      /* 0, 1, -1, least, greatest, one beyond the middle, a count above every width, others. */
      static long value(int v, int bits) {
        switch (v) {
          case 0: return 0;
          case 1: return 1;
          case 2: return -1;
          case 3: return 1l << (bits - 1);
          case 4: return (1l << (bits - 1)) - 1;
          case 5: return 1l << (bits / 2);
          case 6: return 67;
            default: return 0x123456789abcdef5;
        }
      }

      """;

  private static final String MAIN =
      """

      __attribute__((noinline)) void check(void) { __asm__ volatile("" ::: "memory"); }

      int main(int argc, char **argv) {
        for (int i = 0; i < 64; i++) cells[i] = i * 1000003;
        for (int i = 0; i < VALUES; i++) {
          for (int j = 0; j < VALUES; j++) {
            set(&x, i);
            set(&y, j);
            if (argc > 1) say();
            else check();
          }
        }
      }
      """;
}
