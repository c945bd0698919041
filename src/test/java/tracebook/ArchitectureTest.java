package tracebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * The walls between the packages. Move one when the code tells you so, in this text; a cycle is
 * never the answer.
 */
class ArchitectureTest {
  /** Each package, and the packages it may use. Who is not named here may use nobody. */
  private static final String GRAPH =
      """
      bytes
      source
      types
      adapters  -> types
      asm
      demangle
      linux
      elf       -> bytes
      debuginfod -> elf bytes
      dwarf     -> elf bytes types x86
      x86       -> bytes
      lang      -> source
      ir        -> source types bytes
      resolve   -> lang ir dwarf elf types adapters source x86 bytes demangle
      codegen   -> ir types asm source bytes x86
      target    -> elf bytes
      session   -> codegen ir asm linux target source bytes
      rows      -> ir types bytes
      recording -> ir rows bytes
      table     -> rows ir types display
      display   -> source
      jupyter
      cell      -> bytes source types asm linux elf dwarf x86 lang ir resolve codegen target session
                   rows recording table display debuginfod
      root      -> jupyter cell display table
      """;

  /**
   * Arrows that the first design did not have, each with what it is for.
   *
   * <ul>
   *   <li>{@code ir -> bytes}: an immutable string of bytes is part of the program: what to compare
   *       with, and values that the debug info states.
   *   <li>{@code resolve -> bytes}: makes those strings.
   *   <li>{@code codegen -> bytes}: compares memory with them.
   *   <li>{@code codegen -> x86}: where struct pt_regs holds a register is written down once,
   *       beside the registers' names.
   *   <li>{@code session -> bytes}: compares keys of maps.
   *   <li>{@code root -> table}: warms up the tables and shows the class that Java cells see.
   * </ul>
   */
  private static final Set<String> AMENDED =
      Set.of(
          "ir -> bytes",
          "resolve -> bytes",
          "codegen -> bytes",
          "codegen -> x86",
          "session -> bytes",
          "root -> table");

  /** Libraries that one package hides from all the others. */
  private static final String LIBRARIES =
      """
      com.sun.jna            -> linux
      org.zeromq             -> jupyter
      io.github.spencerpark  -> jupyter
      com.google.gson        -> jupyter
      jdk.jshell             -> cell
      tech.tablesaw          -> table
      org.tukaani.xz         -> elf
      io.airlift.compress    -> elf
      """;

  /** Packages of the design that issues to come will bring. */
  private static final Set<String> STILL_TO_COME = Set.of("recording");

  private static final String BASE = "tracebook";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  @Test
  void the_graph_lists_every_package_and_no_other() {
    Set<String> here = new TreeSet<>();
    classes.forEach(c -> here.add(nameOf(c)));
    Set<String> listed = new TreeSet<>(arrows(GRAPH).keySet());
    listed.removeAll(STILL_TO_COME);
    assertThat(here).isEqualTo(listed);
  }

  @Test
  void a_package_uses_only_what_the_graph_allows() {
    Map<String, Set<String>> allowed = arrows(GRAPH);
    Set<String> wrong = new TreeSet<>();
    eachDependency(
        (from, to, dependency) -> {
          if (!from.equals(to) && !allowed.getOrDefault(from, Set.of()).contains(to)) {
            wrong.add(from + " -> " + to + ": " + dependency.getDescription());
          }
        });
    assertThat(wrong).isEmpty();
  }

  @Test
  void amendments_are_in_the_graph_and_in_use() {
    Set<String> used = new TreeSet<>();
    eachDependency((from, to, dependency) -> used.add(from + " -> " + to));
    Set<String> listed = new TreeSet<>();
    arrows(GRAPH).forEach((from, all) -> all.forEach(to -> listed.add(from + " -> " + to)));
    assertThat(listed).containsAll(AMENDED);
    assertThat(used).containsAll(AMENDED);
  }

  @Test
  void the_graph_has_no_cycle() {
    Map<String, Set<String>> arrows = arrows(GRAPH);
    for (String start : arrows.keySet()) {
      Set<String> reached = new LinkedHashSet<>();
      Deque<String> next = new ArrayDeque<>(arrows.getOrDefault(start, Set.of()));
      while (!next.isEmpty()) {
        String at = next.pop();
        if (reached.add(at)) {
          next.addAll(arrows.getOrDefault(at, Set.of()));
        }
      }
      assertThat(reached).as("what `%s` uses, by whatever way", start).doesNotContain(start);
    }
  }

  @Test
  void each_library_is_used_by_the_package_that_hides_it() {
    Map<String, Set<String>> owners = arrows(LIBRARIES);
    Set<String> wrong = new TreeSet<>();
    Set<String> used = new TreeSet<>();
    for (JavaClass from : classes) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getPackageName();
        owners.forEach(
            (library, allowed) -> {
              if (target.equals(library) || target.startsWith(library + ".")) {
                used.add(library);
                if (!allowed.contains(nameOf(from))) {
                  wrong.add(dependency.getDescription());
                }
              }
            });
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(used).isEqualTo(new TreeSet<>(owners.keySet()));
  }

  /** Without it NullAway does not look at the package. */
  @Test
  void every_package_says_its_job_and_is_null_marked() {
    Set<String> packages = new TreeSet<>();
    classes.forEach(c -> packages.add(c.getPackageName()));
    for (String name : packages) {
      assertThat(classes.contain(name + ".package-info"))
          .as("`%s` has a package-info.java", name)
          .isTrue();
      assertThat(classes.get(name + ".package-info").isAnnotatedWith(NullMarked.class))
          .as("`%s` is @NullMarked", name)
          .isTrue();
    }
  }

  /** What is done with an arrow between two packages. */
  private interface Arrow {
    void of(String from, String to, Dependency dependency);
  }

  private void eachDependency(Arrow arrow) {
    for (JavaClass from : classes) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass to = dependency.getTargetClass().getBaseComponentType();
        if (to.getPackageName().equals(BASE) || to.getPackageName().startsWith(BASE + ".")) {
          arrow.of(nameOf(from), nameOf(to), dependency);
        }
      }
    }
  }

  /** {@code elf} for {@code tracebook.elf}; {@code root} for {@code tracebook} itself. */
  private static String nameOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(BASE) ? "root" : name.substring(BASE.length() + 1);
  }

  private static Map<String, Set<String>> arrows(String text) {
    Map<String, Set<String>> arrows = new LinkedHashMap<>();
    String last = "";
    for (String line : text.lines().toList()) {
      List<String> sides = new ArrayList<>(List.of(line.split("->")));
      if (!line.startsWith(" ")) {
        last = sides.removeFirst().strip();
        arrows.put(last, new TreeSet<>());
      }
      String owner = last;
      for (String targets : sides) {
        Arrays.stream(targets.strip().split("\\s+"))
            .filter(t -> !t.isEmpty())
            .forEach(target -> arrows.computeIfAbsent(owner, name -> new TreeSet<>()).add(target));
      }
    }
    return new TreeMap<>(arrows);
  }
}
