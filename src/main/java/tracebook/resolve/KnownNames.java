package tracebook.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tracebook.adapters.View;
import tracebook.ir.Format;

/** What words stand for. */
final class KnownNames {
  private final TreeMap<Long, TreeSet<String>> names = new TreeMap<>();

  static Format.Known of(View.Naming by, Module module) {
    return switch (by) {
      case View.OfMethodTable n -> MethodNames.of(module);
      case View.OfMember n -> MemberNames.ofData(n.pointer());
      case View.OfMemberFunction n -> MemberNames.ofFunctions(n.pointer(), module);
      case View.OfInstance n -> InstanceNames.of(n, module);
    };
  }

  void add(long word, String name) {
    names.computeIfAbsent(word, w -> new TreeSet<>()).add(name);
  }

  /** Only what nothing was said of before. */
  void addFirst(long word, String name) {
    if (!names.containsKey(word)) {
      add(word, name);
    }
  }

  /** One word can stand for several: what the linker laid upon each other is one or the other. */
  Format.Known known(String otherwise) {
    List<Format.Name> all = new ArrayList<>();
    for (Map.Entry<Long, ? extends Collection<String>> entry : names.entrySet()) {
      all.add(new Format.Name(entry.getKey(), String.join(" | ", entry.getValue())));
    }
    return new Format.Known(all, otherwise);
  }
}
