package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tracebook.demangle.Demangler;
import tracebook.elf.Symbol;
import tracebook.ir.Format;
import tracebook.types.Member;
import tracebook.types.MemberPointerType;
import tracebook.types.Shape;
import tracebook.types.StructType;

/** What pointers to members of C++ point to, as C++ writes it: {@code &Train::wagons}. */
final class MemberNames {
  private static final String NONE = "null";

  /** Base classes of base classes. */
  private static final int DEEPEST = 32;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_]\\w*");

  private static final Pattern ABBREVIATED = Pattern.compile("_ZN[rVKRO]*S[absiod]");

  private MemberNames() {}

  /**
   * A class that an object of another one begins with at an offset.
   *
   * @param offset from the start of the object
   */
  private record Part(StructType struct, long offset) {
    String name() {
      return TypeSearch.withoutKeyword(struct.name());
    }
  }

  /** Of an offset: the member of that type there, also of base classes. */
  static Format.Known ofData(MemberPointerType pointer) {
    KnownNames names = new KnownNames();
    names.add(-1, NONE);
    // Typedefs and qualifiers make no other member: it is `int T::*` that points to an `id_t`.
    String type = pointer.target().strip().name();
    for (Part part : parts(pointer)) {
      data(part, part.struct(), part.offset(), type, names, 0);
    }
    return names.known(
        isDeclared(pointer)
            ? onlyDeclared(pointer)
            : "no member of `" + pointer.of().name() + "` of that type is where it points to");
  }

  /** Also what is in unions without a name. */
  private static void data(
      Part part, StructType in, long offset, String type, KnownNames names, int depth) {
    for (Member member : in.members()) {
      if (member.name().isEmpty()
          && !member.base()
          && depth < DEEPEST
          && member.type().strip() instanceof StructType inner) {
        data(part, inner, offset + member.offset(), type, names, depth + 1);
      } else if (!member.base()
          && member.bits().isEmpty()
          && member.type().strip().name().equals(type)) {
        names.add(offset + member.offset(), "&" + part.name() + "::" + member.name());
      }
    }
  }

  /** Of the word of {@link tracebook.adapters.View.OfMemberFunction}. */
  static Format.Known ofFunctions(MemberPointerType pointer, Module module) {
    KnownNames names = new KnownNames();
    names.add(0, NONE);
    List<Part> parts = parts(pointer);
    for (Part part : parts) {
      for (Shape.Virtual function : part.struct().shape().virtuals()) {
        String name = Demangler.demangle(function.name()).orElse(function.name());
        names.addFirst(
            8 * function.slot() + 1 + (part.offset() << 32),
            "&virtual " + (name.contains("::") ? name : part.name() + "::" + name));
      }
    }
    Predicate<String> mayBe = mayBeOf(parts);
    for (Symbol symbol : module.elf().symbols().functions()) {
      if (symbol.name().startsWith("_ZN") && mayBe.test(symbol.name())) {
        Optional<String> name = Demangler.demangle(symbol.name());
        for (Part part : name.isPresent() ? parts : List.<Part>of()) {
          String its = withoutResult(name.get(), part);
          if (isOf(its, part)) {
            names.add(symbol.address().value(), "&" + its);
          }
        }
      }
    }
    if (isDeclared(pointer)) {
      return names.known(onlyDeclared(pointer));
    }
    return names.known(
        "`"
            + module.name()
            + "` has no member function of `"
            + pointer.of().name()
            + "` where it points to");
  }

  /**
   * Without demangling, which takes seconds where there are a million: the name of a class stands
   * whole in those of its functions, but for the abbreviations of the library (Itanium C++ ABI,
   * 5.1.10, {@code Ss} for {@code std::string}).
   */
  private static Predicate<String> mayBeOf(List<Part> parts) {
    List<String> names =
        parts.stream()
            .map(p -> Spelling.parts(Spelling.withoutLastArguments(p.name())).getLast())
            .toList();
    if (!names.stream().allMatch(name -> PLAIN.matcher(name).matches())) {
      return symbol -> true;
    }
    return symbol ->
        names.stream().anyMatch(symbol::contains) || ABBREVIATED.matcher(symbol).lookingAt();
  }

  private static boolean isDeclared(MemberPointerType pointer) {
    return pointer.of().strip() instanceof StructType struct && struct.isOnlyDeclared();
  }

  private static String onlyDeclared(MemberPointerType pointer) {
    return "`" + pointer.of().name() + "` is only declared in the debug info";
  }

  /** A template's name has what it returns in front. */
  private static String withoutResult(String function, Part part) {
    int at = function.indexOf(" " + part.name() + "::");
    return at > 0 && !Spelling.arguments(function.substring(0, at)).isEmpty()
        ? function.substring(at + 1)
        : function;
  }

  private static boolean isOf(String function, Part part) {
    String name = Spelling.of(Demangler.withoutParameters(function));
    String of = Spelling.of(part.name()) + "::";
    return name.startsWith(of) && Spelling.parts(name.substring(of.length())).size() == 1;
  }

  /** The class and its base classes; where virtual ones lie no pointer knows. */
  private static List<Part> parts(MemberPointerType pointer) {
    List<Part> all = new ArrayList<>();
    if (pointer.of().strip() instanceof StructType struct) {
      add(new Part(struct, 0), all, 0);
    }
    return all;
  }

  private static void add(Part part, List<Part> all, int depth) {
    all.add(part);
    for (Member member : part.struct().members()) {
      if (member.base() && depth < DEEPEST && member.type().strip() instanceof StructType base) {
        add(new Part(base, part.offset() + member.offset()), all, depth + 1);
      }
    }
  }
}
