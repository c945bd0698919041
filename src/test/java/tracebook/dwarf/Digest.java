package tracebook.dwarf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;
import tracebook.types.EnumType;
import tracebook.types.Member;
import tracebook.types.StructType;
import tracebook.types.Type;

/** All that the debug info of a small program says, as lines of text. */
final class Digest {
  private static final int DEEPEST = 3;

  private final DebugInfo info;
  private final List<String> lines = new ArrayList<>();

  private Digest(DebugInfo info) {
    this.info = info;
  }

  /** Of a program with its debug info in it. */
  static List<String> of(java.nio.file.Path program) throws Exception {
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      return of(info);
    }
  }

  static List<String> of(DebugInfo info) {
    Digest digest = new Digest(info);
    digest.functions();
    digest.globals();
    digest.types();
    digest.rows();
    return digest.lines;
  }

  private void functions() {
    for (String name : new TreeSet<>(info.functionNames())) {
      for (Function function : info.functions(name)) {
        lines.add(
            "function %s = %s %s %s%s %s%s"
                .formatted(
                    name,
                    function.signature(),
                    function.linkageName().orElse("-"),
                    function.entry(),
                    function.ranges(),
                    function.declared(),
                    function.callSite().map(call -> " called at " + call).orElse("")));
        for (AddressRange range : function.ranges()) {
          for (Address pc = range.start(); range.contains(pc); pc = pc.plus(3)) {
            scopes(pc);
          }
        }
      }
    }
  }

  private void scopes(Address pc) {
    String indent = pc.toString();
    for (Scope scope : info.scopesAt(pc)) {
      lines.add(indent + " in " + scope.function().name());
      for (Variable variable : scope.variables()) {
        variable(indent, variable, pc);
      }
    }
  }

  private void variable(String indent, Variable variable, Address pc) {
    lines.add(
        "%s %s %s: %s at %s declared %s"
            .formatted(
                indent,
                variable.kind(),
                variable.qualifiedName(),
                layout(variable.type(), 0),
                variable.locationAt(pc),
                variable.declared()));
  }

  private String layout(Type type, int depth) {
    StringBuilder out = new StringBuilder(type.name()).append(' ').append(type.size());
    switch (type.strip()) {
      case StructType struct when depth < DEEPEST -> {
        for (Member member : struct.members()) {
          out.append("; ").append(member.name()).append(' ').append(member.offset());
          out.append(member.bits()).append(": ").append(layout(member.type(), depth + 1));
        }
      }
      case tracebook.types.PointerType pointer when depth < DEEPEST ->
          out.append(" -> ").append(layout(pointer.target(), depth + 1));
      case EnumType enumeration -> out.append(enumeration.enumerators());
      default -> {}
    }
    return out.toString();
  }

  private void globals() {
    for (String name : new TreeSet<>(info.globalNames())) {
      for (Variable variable : info.globals(name)) {
        variable("global", variable, new Address(0));
      }
    }
  }

  private void types() {
    for (String name : new TreeSet<>(info.typeNames())) {
      TreeSet<String> layouts = new TreeSet<>();
      for (Type type : info.types(name, Optional.empty())) {
        layouts.add(layout(type, 0));
      }
      for (String layout : layouts) {
        lines.add("type " + name + " = " + layout);
      }
    }
  }

  private void rows() {
    for (String file : new TreeSet<>(info.sourceFiles())) {
      for (int line : info.linesWithCode(file)) {
        for (LineRow row : info.rows(file, line)) {
          lines.add("row " + row + " " + info.rowAt(row.address()));
        }
      }
    }
  }
}
