package tracebook.scripts;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tracebook.ir.Format;
import tracebook.ir.Num;
import tracebook.ir.Pairing;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.ir.Summary;
import tracebook.ir.Walk;

/** The kinds of parts that a typed program can have, by name. */
final class Nodes {
  private static final List<Class<?>> ROOTS =
      List.of(
          Num.class,
          Num.Check.class,
          Source.class,
          Step.class,
          Step.Measure.class,
          Walk.class,
          Script.Kind.class,
          Format.class,
          Pairing.class,
          RowLayout.Datum.class,
          RowLayout.Piece.class,
          Num.Fact.class,
          Num.Operator.class,
          Num.Comparison.class,
          RowLayout.Style.class,
          RowLayout.SiteFact.class,
          Summary.Function.class,
          Format.Brackets.class,
          SlotState.class);

  private Nodes() {}

  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          Class<?> outer = type.getEnclosingClass();
          return (outer == null ? "" : outer.getSimpleName() + ".") + type.getSimpleName();
        }
      };

  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  /** {@code Num.Load}, {@code Fact.PID}. */
  static String name(Object node) {
    return node instanceof Enum<?> one
        ? one.getDeclaringClass().getSimpleName() + "." + one.name()
        : NAMES.get(node.getClass());
  }

  /** Everything that there is. */
  static Set<String> all() {
    Set<String> names = new TreeSet<>();
    ROOTS.forEach(root -> kinds(root).forEach(names::add));
    return names;
  }

  private static Stream<String> kinds(Class<?> type) {
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants()).map(Nodes::name);
    }
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(Nodes::kinds)
        : Stream.of(NAMES.get(type));
  }

  /** The kinds of a record, of what it has, and so on. */
  static void within(Object part, Consumer<String> to) {
    switch (part) {
      case Collection<?> several -> several.forEach(one -> within(one, to));
      case Optional<?> perhaps -> perhaps.ifPresent(one -> within(one, to));
      case Enum<?> one -> to.accept(name(one));
      case Record some -> {
        to.accept(name(some));
        for (RecordComponent component : COMPONENTS.get(some.getClass())) {
          within(value(some, component), to);
        }
      }
      default -> {} // Numbers and texts.
    }
  }

  private static Object value(Record some, RecordComponent component) {
    try {
      return component.getAccessor().invoke(some);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
