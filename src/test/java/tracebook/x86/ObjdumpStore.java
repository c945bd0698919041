package tracebook.x86;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operand relative to rsp or rbp that an instruction writes, as objdump's text shows it: the
 * last one, where it is in memory, of all but those that only read theirs.
 *
 * @param bytes 0 where the text does not tell
 */
record ObjdumpStore(int base, boolean indexed, int displacement, int bytes) {
  private static final Pattern OPERAND =
      Pattern.compile("(-?0x[0-9a-f]+)?\\(%r(sp|bp)(,%\\w+,\\d)?\\)(?:\\{%k\\d\\})?$");

  private static final Pattern READS =
      Pattern.compile(
          "(cmp|test)[bwlq]?|bt[wlq]?|(call|jmp|push)q?|nop[wlq]?|prefetch\\w+"
              + "|i?(mul|div)[bwlq]|f(ld|add|sub|subr|mul|div|divr|com|comp|iadd|isub|isubr|imul|idiv"
              + "|idivr|icom|icomp|ild)\\w*|f(rstor|ldenv|ldcw)|fxrstor(64)?|xrstor\\w*|ldmxcsr|vldmxcsr"
              + "|lea[wlq]?|clflush(opt)?|clwb|tileloadd\\w*|cmp[wlq]");

  private static final Set<String> PREFIXES =
      Set.of(
          "lock",
          "rep",
          "repz",
          "repnz",
          "notrack",
          "bnd",
          "data16",
          "xacquire",
          "xrelease",
          "cs",
          "ds",
          "es",
          "ss",
          "addr32");

  /** Of what stands behind the bytes of an instruction. */
  static Optional<ObjdumpStore> of(String text) {
    String[] words = text.strip().replaceFirst("\\s*(#|<).*", "").split("\\s+", -1);
    int at = 0;
    while (at < words.length - 1 && (PREFIXES.contains(words[at]) || words[at].startsWith("rex"))) {
      at++;
    }
    if (at + 1 >= words.length || READS.matcher(words[at]).matches()) {
      return Optional.empty();
    }
    String operands = String.join("", java.util.Arrays.copyOfRange(words, at + 1, words.length));
    Matcher memory = OPERAND.matcher(operands);
    if (!memory.find() || (memory.start() > 0 && operands.charAt(memory.start() - 1) != ',')) {
      return Optional.empty();
    }
    return Optional.of(
        new ObjdumpStore(
            memory.group(2).equals("sp") ? 4 : 5,
            memory.group(3) != null,
            memory.group(1) == null ? 0 : Long.decode(memory.group(1)).intValue(),
            bytes(words[at], operands.substring(0, memory.start()))));
  }

  private static int bytes(String name, String source) {
    if (name.matches("v?movs[sd]|v?mov[lh]p[sd]|v?movq|v?movd")) {
      return name.endsWith("ss") || name.endsWith("movd") ? 4 : 8;
    }
    if (name.matches("v?mov([au]p[sd]|nt\\w+|dq[au](8|16|32|64)?)")) {
      return source.contains("%zmm")
          ? 64
          : source.contains("%ymm") ? 32 : source.contains("%xmm") ? 16 : 0;
    }
    if (name.startsWith("set")) {
      return 1;
    }
    if (!name.matches(
        "(mov|add|sub|and|or|xor|inc|dec|neg|not|adc|sbb|xchg|cmpxchg|xadd)[bwlq]?")) {
      return 0;
    }
    Matcher register = Pattern.compile("%([a-z0-9]+),$").matcher(source);
    if (!register.find()) {
      return switch (name.charAt(name.length() - 1)) {
        case 'b' -> 1;
        case 'w' -> 2;
        case 'l' -> 4;
        case 'q' -> 8;
        default -> 0;
      };
    }
    String r = register.group(1);
    return r.matches("[abcd][lh]|sil|dil|spl|bpl|r\\d+b")
        ? 1
        : r.matches("[abcd]x|si|di|sp|bp|r\\d+w")
            ? 2
            : r.startsWith("e") || r.endsWith("d") ? 4 : 8;
  }
}
