package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name of C++, Rust or Go in the one spelling that all of its spellings have in common: compilers
 * and demanglers agree neither on blanks, nor on the order of {@code long unsigned int}, nor on
 * where {@code const} stands.
 */
final class Spelling {
  private static final Pattern INTEGER =
      Pattern.compile("\\b(?:(?:unsigned|signed|long|short|int|char)\\b ?)+");

  /** Template arguments that are numbers: {@code 3u}, {@code 3ul}, {@code (Kind)3}. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<=[<,])(?:\\([\\w:]+\\))?(-?\\d+)[uUlL]*(?=[,>])");

  private static final Pattern EAST_CONST = Pattern.compile("([\\w:]+(?:<[^<>]*>)?) const\\b");

  /** Without the int that need not be written, and blanks; longer spellings of each. */
  private static final Map<String, String> WIDTHS =
      Map.of(
          "", "int",
          "longint", "long",
          "longlong", "long long",
          "longlongint", "long long",
          "shortint", "short");

  /** With what a name may begin in one spelling and not in another. */
  private static final Set<String> SEVERAL_WAYS =
      Set.of("unsigned", "signed", "long", "short", "int", "char", "const");

  /** What gcc has behind names to tell ABIs apart, {@code name[abi:cxx11]}. */
  private static final Pattern TAG = Pattern.compile("\\[abi:\\w+]");

  private Spelling() {}

  /** Without the tags of ABIs, which are no part of a name of the program. */
  static String withoutTags(String name) {
    return TAG.matcher(name).replaceAll("");
  }

  /** The common spelling. */
  static String of(String name) {
    String text = withoutTags(name).strip().replaceAll("\\s+", " ");
    text = INTEGER.matcher(text).replaceAll(m -> Matcher.quoteReplacement(integer(m.group())));
    text = EAST_CONST.matcher(text).replaceAll("const $1");
    text = text.replaceAll(" ?([<>,*&()\\[\\]]) ?", "$1");
    text = NUMBER.matcher(text).replaceAll("$1");
    return text.replace("{{closure}}", "{closure}");
  }

  /**
   * A word that each spelling of a name has, the longest with which one of its parts begins; empty
   * where each may be written in several ways.
   */
  static String word(String name) {
    String longest = "";
    for (String part : parts(of(name))) {
      int end = 0;
      while (end < part.length() && Character.isJavaIdentifierPart(part.charAt(end))) {
        end++;
      }
      String word = part.substring(0, end);
      if (word.length() > longest.length() && !SEVERAL_WAYS.contains(word)) {
        longest = word;
      }
    }
    return longest;
  }

  /** {@code long unsigned int} and its like in the order in which C++ is written. */
  private static String integer(String words) {
    boolean unsigned = words.contains("unsigned");
    boolean character = words.contains("char");
    String sign = unsigned ? "unsigned " : character && words.contains("signed") ? "signed " : "";
    String rest = words.replaceAll("\\b(?:un)?signed\\b|\\s", "");
    rest = WIDTHS.getOrDefault(rest, rest);
    return sign + rest + (words.endsWith(" ") ? " " : "");
  }

  /** The parts between {@code ::}, those in template arguments and parameters left alone. */
  static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int at = 0; at < name.length(); at++) {
      char c = name.charAt(at);
      if (isOperator(name, from)) {
        break;
      }
      if (c == '<' || c == '(' || c == '{' || c == '[') {
        depth++;
      } else if (c == '>' || c == ')' || c == '}' || c == ']') {
        depth--;
      } else if (depth == 0 && c == ':' && name.startsWith("::", at)) {
        parts.add(name.substring(from, at));
        at++;
        from = at + 1;
      }
    }
    parts.add(name.substring(from));
    return parts;
  }

  /** What commas separate, those in brackets left alone; empty where the brackets do not match. */
  static List<String> arguments(String text) {
    List<String> all = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int at = 0; at < text.length() && depth >= 0; at++) {
      char c = text.charAt(at);
      if ("<({[".indexOf(c) >= 0) {
        depth++;
      } else if (">)}]".indexOf(c) >= 0) {
        depth--;
      } else if (c == ',' && depth == 0) {
        all.add(text.substring(from, at).strip());
        from = at + 1;
      }
    }
    all.add(text.substring(from).strip());
    return depth == 0 ? all : List.of();
  }

  /** The name of an operator has brackets that are none. */
  private static boolean isOperator(String name, int from) {
    return name.startsWith("operator", from)
        && (from + 8 == name.length() || !Character.isJavaIdentifierPart(name.charAt(from + 8)));
  }

  /**
   * A template's name without the arguments at its end, {@code ns::twice} of {@code
   * ns::twice<int>}; of Go all of them.
   */
  static String withoutLastArguments(String name) {
    List<String> parts = parts(name);
    String last = parts.getLast();
    int open = last.indexOf('<');
    if (open > 0 && last.endsWith(">") && !isOperator(last, 0)) {
      return name.substring(0, name.length() - last.length() + open);
    }
    return isOperator(last, 0)
        ? name
        : name.substring(0, name.length() - last.length()) + GoNames.withoutArguments(last);
  }

  /**
   * Whether a name written by a user, qualified or not, can mean a qualified one: it is the end of
   * it, with or without the inline namespaces on the way.
   *
   * @param inline qualified names of inline namespaces
   */
  static boolean means(String written, String qualified, Set<String> inline) {
    return means(parts(of(written)), parts(of(qualified)), inline);
  }

  /** The same, where of any template the last arguments, or all of them, may be left out. */
  static boolean meansAnyOf(String written, String qualified, Set<String> inline) {
    List<String> wanted = parts(of(written));
    List<String> whole = new ArrayList<>(parts(of(qualified)));
    for (int back = 1; back <= Math.min(wanted.size(), whole.size()); back++) {
      String part = whole.get(whole.size() - back);
      String its = wanted.get(wanted.size() - back);
      if (beginsWith(part, its)) {
        whole.set(whole.size() - back, its);
      }
    }
    return means(wanted, whole, inline);
  }

  /** {@code Map<int, char>} with {@code Map<int>} and {@code Map}. */
  private static boolean beginsWith(String part, String written) {
    String plain = withoutLastArguments(part);
    if (plain.equals(part) || !plain.equals(withoutLastArguments(written))) {
      return false;
    }
    if (written.equals(plain)) {
      return true;
    }
    List<String> all = arguments(part.substring(plain.length() + 1, part.length() - 1));
    List<String> some = arguments(written.substring(plain.length() + 1, written.length() - 1));
    return some.size() <= all.size() && all.subList(0, some.size()).equals(some);
  }

  private static boolean means(List<String> wanted, List<String> whole, Set<String> inline) {
    if (wanted.size() > whole.size()) {
      return false;
    }
    int at = wanted.size() - 1;
    int of = whole.size() - 1;
    if (!sameLast(wanted.get(at), whole.get(of))) {
      return false;
    }
    at--;
    of--;
    while (at >= 0 && of >= 0) {
      if (wanted.get(at).equals(whole.get(of))) {
        at--;
      } else if (!inline.contains(String.join("::", whole.subList(0, of + 1)))) {
        return false;
      }
      of--;
    }
    return at < 0;
  }

  /**
   * In Go a name has its package in front: {@code (*Ship).Unload} of {@code main.(*Ship).Unload}.
   */
  private static boolean sameLast(String wanted, String part) {
    return wanted.equals(part)
        || (part.endsWith(wanted)
            && part.length() > wanted.length()
            && part.charAt(part.length() - wanted.length() - 1) == '.');
  }
}
