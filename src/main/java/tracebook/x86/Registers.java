package tracebook.x86;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Registers by name, by DWARF number (x86-64 psABI, figure 3.36) and by role in the System V
 * calling convention (section 3.2.3).
 */
public final class Registers {
  /** DWARF's number of the stack pointer. */
  public static final int RSP = 7;

  /** DWARF's number of the return address column, which stands for the program counter. */
  public static final int RETURN_ADDRESS = 16;

  /** {@code sizeof(struct pt_regs)}. */
  public static final int PT_REGS_BYTES = 168;

  /** In the order of DWARF's numbers, 0 to 15. */
  private static final List<Register> GENERAL =
      List.of(
          new Register("rax", 80, 8),
          new Register("rdx", 96, 8),
          new Register("rcx", 88, 8),
          new Register("rbx", 40, 8),
          new Register("rsi", 104, 8),
          new Register("rdi", 112, 8),
          new Register("rbp", 32, 8),
          new Register("rsp", 152, 8),
          new Register("r8", 72, 8),
          new Register("r9", 64, 8),
          new Register("r10", 56, 8),
          new Register("r11", 48, 8),
          new Register("r12", 24, 8),
          new Register("r13", 16, 8),
          new Register("r14", 8, 8),
          new Register("r15", 0, 8));

  private static final Register RIP = new Register("rip", 128, 8);

  /** By their DWARF numbers: what a probe reads besides. The segments are selectors. */
  private static final Map<Integer, Register> OTHERS =
      Map.of(
          RETURN_ADDRESS,
          RIP,
          49,
          new Register("rflags", 144, 8),
          51,
          new Register("cs", 136, 2),
          52,
          new Register("ss", 160, 2));

  private static final Map<String, Register> BY_NAME = byName();

  private static final Pattern VECTOR =
      Pattern.compile("[xyz]mm(?:[12]?[0-9]|3[01])|mm[0-7]", Pattern.CASE_INSENSITIVE);

  /** Segments and their bases, x87's stack, AVX-512's masks. */
  private static final Pattern NOT_IN_PT_REGS =
      Pattern.compile("[defg]s|[fg]s[._]?base|st\\(?[0-7]\\)?|k[0-7]", Pattern.CASE_INSENSITIVE);

  /** rdi, rsi, rdx, rcx, r8, r9. */
  private static final int[] ARGUMENTS = {5, 4, 1, 2, 8, 9};

  private Registers() {}

  /**
   * The register of a DWARF number, when a probe can read it: the general registers, 16, the
   * program counter, the flags, {@code cs} and {@code ss}.
   */
  public static Optional<Register> ofDwarf(int number) {
    if (number >= 0 && number < GENERAL.size()) {
      return Optional.of(GENERAL.get(number));
    }
    return Optional.ofNullable(OTHERS.get(number));
  }

  /** What a DWARF number is called, also where no probe can read it: {@code xmm0}. */
  public static String nameOfDwarf(int number) {
    Optional<Register> readable = ofDwarf(number);
    if (readable.isPresent()) {
      return readable.get().name();
    }
    if (number >= 17 && number <= 32) {
      return "xmm" + (number - 17);
    }
    if (number >= 33 && number <= 40) {
      return "st" + (number - 33);
    }
    if (number >= 41 && number <= 48) {
      return "mm" + (number - 41);
    }
    if (number >= 50 && number <= 55) {
      return List.of("es", "cs", "ss", "ds", "fs", "gs").get(number - 50);
    }
    if (number == 58) {
      return "fs.base";
    }
    if (number == 59) {
      return "gs.base";
    }
    if (number >= 67 && number <= 82) {
      return "xmm" + (number - 67 + 16);
    }
    if (number >= 118 && number <= 125) {
      return "k" + (number - 118);
    }
    return "register " + number;
  }

  /** True for a DWARF number whose register holds floats and vectors. */
  public static boolean isVector(int number) {
    return (number >= 17 && number <= 32) || (number >= 67 && number <= 82);
  }

  /** True for the name of a register that holds floats and vectors: {@code xmm0}, {@code YMM1}. */
  public static boolean isVector(String name) {
    return VECTOR.matcher(name).matches();
  }

  /** True for the name of a register that {@code struct pt_regs} is without: {@code fs}. */
  public static boolean isUnseen(String name) {
    return isVector(name) || NOT_IN_PT_REGS.matcher(name).matches();
  }

  /** A register of {@code struct pt_regs}, by its name in either case: {@code rax}, {@code R8D}. */
  public static Optional<Register> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The DWARF number of the whole register that one which a probe can read is part of. */
  public static Optional<Integer> wholeOf(Register part) {
    int whole = part.offset() & ~7;
    return Stream.concat(IntStream.range(0, GENERAL.size()).boxed(), OTHERS.keySet().stream())
        .filter(number -> ofDwarf(number).filter(r -> r.offset() == whole).isPresent())
        .findFirst();
  }

  /** Names of all that a probe can read, in parts too. */
  public static List<String> names() {
    return BY_NAME.values().stream()
        .filter(r -> wholeOf(r).isPresent())
        .map(Register::name)
        .toList();
  }

  /**
   * Where the integer or pointer argument with this index, from 0, is at a function's first
   * instruction, when all arguments before it are integers or pointers too.
   */
  public static Argument integerArgument(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("argument " + index);
    }
    return index < ARGUMENTS.length
        ? new Argument.InRegister(GENERAL.get(ARGUMENTS[index]))
        : new Argument.OnStack(8 + 8 * (index - ARGUMENTS.length));
  }

  /** Where a function leaves an integer or pointer. */
  public static Register returnValue() {
    return GENERAL.get(0);
  }

  private static Map<String, Register> byName() {
    List<Register> all = new ArrayList<>(GENERAL);
    all.addAll(OTHERS.values());
    all.add(new Register("orig_rax", 120, 8));
    all.add(new Register("eflags", 144, 4));
    all.add(new Register("eip", 128, 4));
    for (Register full : GENERAL) {
      addParts(all, full);
    }
    Map<String, Register> byName = new LinkedHashMap<>();
    all.forEach(register -> byName.put(register.name(), register));
    return byName;
  }

  /** The narrower names of a register; {@code ah} and its like are the second byte of one. */
  private static void addParts(List<Register> all, Register full) {
    String stem = full.name().substring(1);
    int at = full.offset();
    if (Character.isDigit(stem.charAt(0))) {
      all.add(new Register(full.name() + "d", at, 4));
      all.add(new Register(full.name() + "w", at, 2));
      all.add(new Register(full.name() + "b", at, 1));
      return;
    }
    all.add(new Register("e" + stem, at, 4));
    all.add(new Register(stem, at, 2));
    if (stem.endsWith("x")) {
      all.add(new Register(stem.charAt(0) + "l", at, 1));
      all.add(new Register(stem.charAt(0) + "h", at + 1, 1));
    } else {
      all.add(new Register(stem + "l", at, 1));
    }
  }
}
