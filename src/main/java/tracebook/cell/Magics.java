package tracebook.cell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.bytes.Malformed;
import tracebook.dwarf.DebugInfo;
import tracebook.elf.Address;
import tracebook.elf.DebugFile;
import tracebook.elf.FileOffset;
import tracebook.lang.Name;
import tracebook.lang.TraceParser;
import tracebook.resolve.Explorer;
import tracebook.resolve.Found;
import tracebook.resolve.Module;
import tracebook.source.CellRejected;
import tracebook.source.CellText;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.table.Listing;
import tracebook.target.LoadedModule;
import tracebook.target.TargetException;

/** The magics that list what a target has. */
final class Magics {
  /** Missing files that a listing names one by one. */
  private static final int MOST_MISSING = 3;

  /** Those that need a target. */
  static final List<String> NAMES =
      List.of("functions", "globals", "lines", "modules", "type", "vars", "where");

  private static final Pattern LINES = Pattern.compile("(.+?)(?::(\\d{1,9})(?:-(\\d{1,9}))?)?");
  private static final Pattern ADDRESS = Pattern.compile("(?:(.+):)?(0x[0-9a-fA-F]{1,16})");

  private final Opened target;
  private final CellText line;
  private final Span argument;
  private final String text;
  private final Explorer explorer;
  private final Problems problems = new Problems();
  private final SourcePath sources;
  private String note = "";

  /**
   * A question about a target.
   *
   * @param line what the user wrote, for messages
   * @param from where its argument begins
   */
  Magics(Opened target, CellText line, int from, SourcePath sources) {
    this.sources = sources;
    this.target = target;
    this.line = line;
    this.argument = new Span(from, Math.max(from, line.text().length()));
    this.text = line.text().substring(from);
    this.explorer = new Explorer(target.modules());
  }

  /** Answers one of {@link #NAMES}. */
  Listing listing(String name) throws CellRejected, Refused {
    Listing listing =
        Refused.<Listing, CellRejected>ifDamaged(
            () ->
                switch (name) {
                  case "functions" -> functions();
                  case "globals" -> globals();
                  case "lines" -> lines();
                  case "modules" -> modules();
                  case "type" -> type();
                  case "vars" -> vars();
                  case "where" -> where();
                  default -> throw new IllegalArgumentException(name);
                });
    problems.throwIfErrors(line);
    return listing;
  }

  private Listing functions() {
    List<Found.FunctionCode> found =
        explorer.functions(text.isEmpty() ? "*" : text, argument, problems);
    return Listing.of("functions " + text, found)
        .text("name", Found.FunctionCode::name)
        .text("module", Found.FunctionCode::module)
        .text("file", Found.FunctionCode::file)
        .line("line", Found.FunctionCode::line)
        .text("address", f -> f.address().toString())
        .text("kind", f -> lower(f.kind()))
        .text("signature", Found.FunctionCode::signature)
        .build();
  }

  private Listing vars() {
    if (text.isEmpty()) {
      problems.error(
          argument, "`%vars` needs a place", "write `%vars file.c:42` or `%vars function`");
      return Listing.empty("vars", List.of());
    }
    List<Found.VariableAt> found =
        TraceParser.pattern(line, argument.start(), problems)
            .map(p -> explorer.variables(p, problems))
            .orElse(List.of());
    return variables("vars " + text, found)
        .text("address", v -> v.at().map(Address::toString).orElse(""))
        .build();
  }

  private Listing globals() {
    return variables(
            "globals " + text, explorer.globals(text.isEmpty() ? "*" : text, argument, problems))
        .text("module", Found.VariableAt::module)
        .build();
  }

  private static Listing.Builder<Found.VariableAt> variables(
      String name, List<Found.VariableAt> found) {
    return Listing.of(name, found)
        .text("name", Found.VariableAt::name)
        .text("type", Found.VariableAt::type)
        .text("kind", v -> lower(v.kind()))
        .text("location", Found.VariableAt::location)
        .truth("readable", Found.VariableAt::readable)
        .text("why", Found.VariableAt::why)
        .text("nearest", Found.VariableAt::nearest);
  }

  // ---- lines

  /** A line of the source text with one copy of its code, or none. */
  private record SourceRow(int line, String source, Optional<Found.LineCode> code) {}

  private Listing lines() {
    Matcher asked = LINES.matcher(text);
    if (!asked.matches()) {
      problems.error(argument, "`%lines` needs a source file", "write `%lines file.c:10-30`");
      return Listing.empty("lines", List.of());
    }
    int from = asked.group(2) == null ? 1 : Integer.parseInt(asked.group(2));
    int to =
        asked.group(3) != null
            ? Integer.parseInt(asked.group(3))
            : asked.group(2) != null ? from : Integer.MAX_VALUE;
    Optional<Found.SourceCode> found = explorer.lines(asked.group(1), from, to, argument, problems);
    List<SourceRow> rows = found.map(f -> rows(f, from, to)).orElse(List.of());
    return Listing.of("lines " + text, rows)
        .line("line", SourceRow::line)
        .text("source", SourceRow::source)
        .text("address", r -> r.code().map(c -> c.address().toString()).orElse(""))
        .text("site", r -> r.code().map(Found.LineCode::site).orElse(""))
        .text("function", r -> r.code().map(Found.LineCode::function).orElse(""))
        .build();
  }

  private List<SourceRow> rows(Found.SourceCode found, int from, int to) {
    Optional<List<String>> text = sources.lines(found.file());
    if (text.isEmpty()) {
      note =
          "This machine has no text of `"
              + found.file()
              + "`: `%srcpath FROM TO` says where its sources are.";
    }
    List<String> source = text.orElse(List.of());
    Map<Integer, List<Found.LineCode>> code = new HashMap<>();
    int last = source.size();
    for (Found.LineCode copy : found.lines()) {
      code.computeIfAbsent(copy.line(), l -> new ArrayList<>()).add(copy);
      last = Math.max(last, copy.line());
    }
    List<SourceRow> rows = new ArrayList<>();
    for (int at = Math.max(1, from); at <= Math.min(last, to); at++) {
      String words = at <= source.size() ? source.get(at - 1) : "";
      List<Found.LineCode> copies = code.getOrDefault(at, List.of());
      if (copies.isEmpty() && !source.isEmpty()) {
        rows.add(new SourceRow(at, words, Optional.empty()));
      }
      for (Found.LineCode copy : copies) {
        rows.add(new SourceRow(at, words, Optional.of(copy)));
      }
    }
    return rows;
  }

  /** What is to be said beside the listing; empty when nothing is. */
  String note() {
    return note;
  }

  // ---- types, addresses, modules

  private Listing type() {
    if (text.isEmpty()) {
      problems.error(argument, "`%type` needs the name of a type", "write `%type struct request`");
      return Listing.empty("type", List.of());
    }
    return Listing.of("type " + text, explorer.type(text, argument, problems))
        .number("offset", Found.LayoutLine::offset)
        .number("size", Found.LayoutLine::size)
        .text("name", Found.LayoutLine::name)
        .text("type", Found.LayoutLine::type)
        .text("bits", Found.LayoutLine::bits)
        .build();
  }

  private Listing where() throws Refused {
    Matcher asked = ADDRESS.matcher(text);
    if (!asked.matches()) {
      problems.error(
          argument,
          text.isEmpty() ? "`%where` needs an address" : "`" + text + "` is not an address",
          "write one in hex, `%where 0x401234` or `%where libfoo.so:0x1234`");
      return Listing.empty("where", List.of());
    }
    Address address = new Address(Long.parseUnsignedLong(asked.group(2).substring(2), 16));
    Optional<Name> module = Optional.ofNullable(asked.group(1)).map(m -> new Name(m, argument));
    if (module.isEmpty() && !target.modules().main().elf().isCode(address)) {
      Optional<InModule> running = running(address.value());
      if (running.isPresent()) {
        module = Optional.of(new Name(running.get().path(), argument));
        address = running.get().address();
      }
    }
    return Listing.of("where " + text, explorer.where(module, address, argument, problems))
        .text("address", h -> h.address().toString())
        .text("module", Found.Holder::module)
        .text("function", Found.Holder::function)
        .number("offset", h -> OptionalLong.of(h.offset()))
        .text("file", Found.Holder::file)
        .line("line", Found.Holder::line)
        .text("kind", h -> lower(h.kind()))
        .build();
  }

  private record InModule(String path, Address address) {}

  /** An address of the running process, in terms of the file that is mapped there. */
  private Optional<InModule> running(long address) throws Refused {
    for (LoadedModule loaded : loaded()) {
      OptionalLong offset = loaded.fileOffsetOf(address);
      boolean known =
          target.modules().main().path().equals(loaded.path())
              || target.modules().otherPaths().contains(loaded.path());
      if (offset.isPresent() && known) {
        return module(loaded.path())
            .elf()
            .addressOf(new FileOffset(offset.getAsLong()))
            .map(a -> new InModule(loaded.path(), a));
      }
    }
    return Optional.empty();
  }

  private Module module(String path) {
    Module main = target.modules().main();
    return main.path().equals(path) ? main : target.modules().open(path);
  }

  private List<LoadedModule> loaded() throws Refused {
    if (target.process().isEmpty()) {
      return List.of();
    }
    try {
      return target.process().get().modules();
    } catch (TargetException e) {
      throw new Refused("TargetError", e.reason().message(), e.reason().hint());
    }
  }

  private record ModuleRow(
      String module, String base, String buildId, String debug, String source) {}

  private Listing modules() throws Refused {
    Map<String, String> bases = new HashMap<>();
    for (LoadedModule loaded : loaded()) {
      bases.putIfAbsent(loaded.path(), "0x" + Long.toHexString(loaded.base()));
    }
    List<String> paths = new ArrayList<>();
    paths.add(target.modules().main().path());
    paths.addAll(target.modules().otherPaths());
    List<ModuleRow> rows = new ArrayList<>();
    for (String path : paths) {
      String base = bases.getOrDefault(path, "");
      try {
        Module module = module(path);
        rows.add(
            new ModuleRow(
                path,
                base,
                module.elf().buildId().map(id -> id.hex()).orElse(""),
                debug(module),
                source(module)));
      } catch (TargetModules.UnreadableModule | Malformed broken) {
        rows.add(new ModuleRow(path, base, "", "unreadable", String.valueOf(broken.getMessage())));
      }
    }
    return Listing.of("modules", rows)
        .text("module", ModuleRow::module)
        .text("base", ModuleRow::base)
        .text("build_id", ModuleRow::buildId)
        .text("debug", ModuleRow::debug)
        .text("source", ModuleRow::source)
        .build();
  }

  /** Where the debug info came from, and what of it is missing. */
  private static String source(Module module) {
    List<String> notes = new ArrayList<>();
    notes.add(module.debug().isPresent() ? module.debugFile() : module.debugNote());
    List<String> missing = module.debug().map(DebugInfo::missing).orElse(List.of());
    notes.addAll(missing.subList(0, Math.min(MOST_MISSING, missing.size())));
    if (missing.size() > MOST_MISSING) {
      notes.add((missing.size() - MOST_MISSING) + " more files are missing");
    }
    module.debug().map(DebugInfo::ignoredIndexes).ifPresent(notes::addAll);
    return String.join("; ", notes);
  }

  /** Whether a module has debug info of its own, or in a file of its own, or none. */
  static String debug(Module module) {
    return switch (module.found()) {
      case DebugFile.Embedded f -> "embedded";
      case DebugFile.Separate f -> "separate";
      case DebugFile.Missing f -> "none";
    };
  }

  private static String lower(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
