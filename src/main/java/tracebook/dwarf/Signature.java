package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.DW_TAG_formal_parameter;
import static tracebook.dwarf.Tags.DW_TAG_unspecified_parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tracebook.types.Declarator;
import tracebook.types.PointerType;
import tracebook.types.QualifiedType;
import tracebook.types.Type;
import tracebook.types.VoidType;

/** How the source declares a function, in the syntax of its language. */
final class Signature {
  private record Parameter(String name, Type type) {}

  private final DieFunction function;
  private final Unit unit;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Parameter> results = new ArrayList<>();
  private final Type returned;
  private boolean variadic;
  private boolean constant;

  Signature(DieFunction function, List<Die> chain) {
    this.function = function;
    Module module = function.module();
    Die source = chain.getLast();
    this.unit = source.unit;
    this.returned = module.typeOf(chain);
    // Where the instance lacks some, as LTO's do, what it is an instance of has them all.
    List<Die> entries = function.die().children();
    if (entries.stream().noneMatch(d -> d.tag() == DW_TAG_formal_parameter)) {
      entries = chain.size() > 1 ? chain.get(1).children() : entries;
    }
    for (Die entry : entries) {
      if (entry.tag() == DW_TAG_unspecified_parameters) {
        variadic = true;
      } else if (entry.tag() == DW_TAG_formal_parameter) {
        parameter(module, module.chain(entry));
      }
    }
  }

  private void parameter(Module module, List<Die> chain) {
    Parameter parameter =
        new Parameter(Module.string(chain, DW_AT_name).orElse(""), module.typeOf(chain));
    if (Module.having(chain, DW_AT_artificial).isPresent()) {
      constant |= parameter.name().equals("this") && pointsToConstant(parameter.type());
    } else if (isResult(chain)) {
      // One that a closure uses has an entry for the variable, and one for where it is returned.
      if (results.stream().noneMatch(r -> r.name().equals(parameter.name()))) {
        results.add(parameter);
      }
    } else {
      parameters.add(parameter);
    }
  }

  /** Go describes what a function returns beside its parameters. */
  static boolean isResult(List<Die> chain) {
    return chain.getLast().unit.isGo()
        && Module.having(chain, DW_AT_variable_parameter)
            .filter(d -> d.flag(DW_AT_variable_parameter))
            .isPresent();
  }

  private static boolean pointsToConstant(Type self) {
    Type pointer = self instanceof QualifiedType qualified ? qualified.target() : self;
    return pointer instanceof PointerType p
        && p.target() instanceof QualifiedType q
        && q.qualifier().equals("const");
  }

  /** Unnamed ones are called {@code ~r0} in the debug info. */
  List<GoFunction.Result> goResults() {
    return results.stream()
        .map(r -> new GoFunction.Result(r.name().replaceFirst("^~", ""), r.type()))
        .toList();
  }

  /** {@code int parse(struct req *r, int n)}. */
  String declaration() {
    String name = function.qualifiedName();
    if (unit.isRust()) {
      return "fn "
          + name
          + parameters.stream()
              .map(p -> p.name() + ": " + p.type().name())
              .collect(Collectors.joining(", ", "(", ")"))
          + (returned instanceof VoidType ? "" : " -> " + returned.name());
    }
    if (unit.isGo()) {
      return "func "
          + name
          + parameters.stream()
              .map(p -> p.name() + " " + p.type().name())
              .collect(Collectors.joining(", ", "(", ")"))
          + results();
    }
    String declared =
        parameters.stream()
            .map(p -> Declarator.of(p.type(), p.name()))
            .collect(Collectors.joining(", "));
    String all = name + "(" + closed(declared) + ")" + (constant ? " const" : "");
    return hasNoResult() ? all : Declarator.of(returned, all);
  }

  /** The types between the parentheses, as in a C++ pattern: {@code (int, const char *)}. */
  String types() {
    return "("
        + closed(parameters.stream().map(p -> p.type().name()).collect(Collectors.joining(", ")))
        + ")";
  }

  private String closed(String declared) {
    if (variadic) {
      return declared.isEmpty() ? "..." : declared + ", ...";
    }
    boolean none = unit.isC() && parameters.isEmpty() && function.prototyped();
    return none ? "void" : declared;
  }

  private String results() {
    List<String> types =
        results.stream()
            .map(r -> r.name().startsWith("~") ? r.type().name() : r.name() + " " + r.type().name())
            .toList();
    if (types.size() == 1 && results.getFirst().name().startsWith("~")) {
      return " " + types.getFirst();
    }
    return types.isEmpty() ? "" : types.stream().collect(Collectors.joining(", ", " (", ")"));
  }

  /** C++'s constructors and destructors. */
  private boolean hasNoResult() {
    if (!(returned instanceof VoidType) || unit.isC()) {
      return false;
    }
    String name = function.name();
    String qualified = function.qualifiedName();
    String around = qualified.substring(0, Math.max(0, qualified.length() - name.length()));
    String type = around.replaceAll("<.*", "").replaceAll("::$", "");
    return name.startsWith("~")
        || (!type.isEmpty() && name.equals(type.substring(type.lastIndexOf(':') + 1)));
  }
}
