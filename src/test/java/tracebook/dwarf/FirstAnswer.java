package tracebook.dwarf;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tracebook.elf.Address;
import tracebook.elf.DebugFile;
import tracebook.elf.DebugFiles;
import tracebook.elf.ElfFile;

/**
 * Says how long the debug info of a file takes to answer. Not a test; {@code
 * src/bench/debuginfo.py} runs it: {@code java -cp <test class path> tracebook.dwarf.FirstAnswer
 * WHAT FILE FUNCTION [WHAT FILE FUNCTION]…}, where WHAT is {@code answer}, from opening the file to
 * a function with its variables, {@code index}, to an index of everything and the function found in
 * it, or {@code names}, to the sorted texts of all names. One line for each: the milliseconds,
 * those of all processors (compiling included), the highest resident size in KiB, and what was
 * found.
 */
final class FirstAnswer {
  private FirstAnswer() {}

  public static void main(String[] args) throws Exception {
    for (int i = 0; i + 2 < args.length; i += 3) {
      long cpu = cpuTime();
      long start = System.nanoTime();
      String found = ask(args[i], Path.of(args[i + 1]), args[i + 2]);
      double took = (System.nanoTime() - start) / 1e6;
      System.out.printf(
          Locale.ROOT,
          "%s %s %.1f %.1f %d %s%n",
          args[i],
          args[i + 1],
          took,
          (cpuTime() - cpu) / 1e6,
          peakKib(),
          found);
    }
  }

  private static long cpuTime() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static String ask(String what, Path file, String function) throws Exception {
    try (ElfFile program = ElfFile.open(file)) {
      return switch (DebugFiles.standard().find(program)) {
        case DebugFile.Embedded f -> ask(what, DebugInfo.open(program, f.file()), function);
        case DebugFile.Separate f -> {
          try (ElfFile debug = f.file()) {
            yield ask(what, DebugInfo.open(program, debug), function);
          }
        }
        case DebugFile.Missing f -> throw new IllegalArgumentException(f.suggestion());
      };
    }
  }

  private static String ask(String what, DebugInfo info, String function) {
    try (info) {
      return switch (what) {
        case "answer" -> variables(info, function);
        case "index" -> found(info, function);
        case "names" -> names(info);
        default -> throw new IllegalArgumentException(what);
      };
    }
  }

  /** The names of namespaces are known when all units have been read. */
  private static String found(DebugInfo info, String function) {
    int namespaces = info.inlineNamespaces().size();
    return namespaces + " inline namespaces, " + info.functions(function).getFirst().signature();
  }

  private static String names(DebugInfo info) {
    return info.functionNames().size()
        + " functions, "
        + info.globalNames().size()
        + " globals, "
        + info.typeNames().size()
        + " types";
  }

  private static String variables(DebugInfo info, String name) {
    List<Function> found = info.functions(name);
    Function first = found.getFirst();
    Address at = first.bodyStart();
    StringBuilder text = new StringBuilder();
    for (Scope scope : info.scopesAt(at)) {
      for (Variable variable : scope.variables()) {
        text.append("; ").append(variable.type().name()).append(' ').append(variable.name());
        text.append(" in ").append(variable.locationAt(at).getClass().getSimpleName());
      }
    }
    return found.size() + " x " + first.signature() + text;
  }

  private static long peakKib() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return 0;
  }
}
