package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.Scope;
import tracebook.dwarf.SourceLine;
import tracebook.elf.Address;
import tracebook.elf.Section;
import tracebook.elf.Stub;
import tracebook.elf.Symbol;
import tracebook.lang.Name;
import tracebook.lang.Pattern;
import tracebook.source.Names;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.x86.Decoded;
import tracebook.x86.Instructions;

/** Lines to their code, and code to its lines. */
final class LineSearch {
  private static final int LONGEST_INSTRUCTION = 15;

  private final Modules modules;

  LineSearch(Modules modules) {
    this.modules = modules;
  }

  Found.SourceCode lines(Module module, String file, int from, int to, Span span) throws Rejected {
    DebugInfo debug =
        module
            .debug()
            .orElseThrow(
                () ->
                    new Rejected(
                        span,
                        "`" + module.name() + "` has no debug info, so its lines are not known",
                        module.debugNote()));
    List<String> files =
        debug.sourceFiles().stream()
            .filter(f -> f.equals(file) || f.endsWith("/" + file))
            .filter(f -> !debug.linesWithCode(f).isEmpty())
            .distinct()
            .sorted()
            .toList();
    if (files.size() > 1) {
      throw new Rejected(
          span,
          "`" + file + "` fits several files: " + Names.listed(files),
          "write more of the path");
    }
    if (files.isEmpty()) {
      Set<String> names = new TreeSet<>();
      debug.sourceFiles().forEach(f -> names.add(f.substring(f.lastIndexOf('/') + 1)));
      throw new Rejected(
          span,
          "no source file `" + file + "` in `" + module.name() + "`",
          Names.didYouMean(
              file.substring(file.lastIndexOf('/') + 1),
              names,
              "`%functions *` shows the files of the functions"));
    }
    String path = files.getFirst();
    List<Found.LineCode> code = new ArrayList<>();
    for (int line : debug.linesWithCode(path)) {
      if (line >= from && line <= to) {
        code.addAll(copies(module, path, line, span));
      }
    }
    return new Found.SourceCode(path, code);
  }

  /** Every copy of the line as a trace of it would probe them; none where it has no statement. */
  private List<Found.LineCode> copies(Module module, String path, int line, Span span) {
    Optional<Name> name = Optional.of(new Name(module.path(), span));
    Pattern pattern = new Pattern(name, new Pattern.Line(path, line, 0, span), false, span);
    List<Found.LineCode> code = new ArrayList<>();
    try {
      for (Place place : new Places(modules, new Problems()).find(pattern)) {
        code.add(new Found.LineCode(path, line, place.address(), place.name(), site(place)));
      }
    } catch (Rejected noStatement) {
      return List.of();
    }
    return code;
  }

  /** What a probe at a place costs the program, or why there can be none. */
  static String site(Place place) {
    byte[] code = place.module().elf().text(place.address(), LONGEST_INSTRUCTION);
    return switch (Instructions.decode(code, 0)) {
      case Decoded.Unknown u -> "refused: " + u.why();
      case Decoded.Instruction i ->
          switch (i.probing()) {
            case EMULATED -> "emulated";
            case SINGLE_STEPPED -> "single-stepped";
            case CALL_OVER_RED_ZONE ->
                place.entry() ? "emulated" : "refused: would overwrite the red zone";
            case TAKEN_FOR_NOP -> "refused: the kernel takes it for a nop";
            case REFUSED -> "refused: the kernel does not probe it";
          };
    };
  }

  List<Found.Holder> holders(Module module, Address address, Span span) throws Rejected {
    if (!module.elf().isCode(address)) {
      throw new Rejected(
          span,
          "`" + address + "` is not code of `" + module.name() + "`",
          "give an address as `objdump -d` shows it for the file");
    }
    List<Found.Holder> holders = new ArrayList<>();
    SourceLine line = Explorer.lineAt(module, address);
    Optional<Function> inner = Optional.empty();
    for (Scope scope : Explorer.scopes(module, address)) {
      Function function = scope.function();
      if (inner.isPresent() && same(inner.get(), function)) {
        continue;
      }
      if (inner.isPresent()) {
        line = inner.get().callSite().orElse(SourceLine.UNKNOWN);
      }
      holders.add(
          new Found.Holder(
              address,
              module.name(),
              function.qualifiedName(),
              address.value() - function.entry().value(),
              line.file(),
              line.line(),
              function.inlined() ? Found.FunctionKind.INLINED : Found.FunctionKind.FUNCTION));
      inner = Optional.of(function);
    }
    if (holders.isEmpty()) {
      holders.add(withoutDebugInfo(module, address, line, span));
    }
    return holders;
  }

  private static Optional<Section> section(Module module, Address address) {
    return module.elf().sections().stream()
        .filter(s -> s.address().value() != 0)
        .filter(s -> Long.compareUnsigned(s.address().value(), address.value()) <= 0)
        .filter(s -> address.value() - s.address().value() < s.size())
        .findFirst();
  }

  private static Found.Holder withoutDebugInfo(
      Module module, Address address, SourceLine line, Span span) throws Rejected {
    Optional<Section> section = section(module, address);
    if (section.filter(s -> s.name().startsWith(".plt")).isPresent()) {
      // psABI, section 5.2: it has no symbols of its own.
      Optional<Stub> stub = module.elf().linkage().at(address);
      if (stub.isPresent()) {
        return new Found.Holder(
            address,
            module.name(),
            stub.get().name(),
            address.value() - stub.get().address().value(),
            "",
            0,
            Found.FunctionKind.STUB);
      }
      throw new Rejected(
          span,
          "no function of `"
              + module.name()
              + "` holds `"
              + address
              + "`: it is in the linkage table",
          "there are jumps to functions of other modules: probe those");
    }
    Optional<Symbol> symbol =
        module.symbolAt(address).filter(s -> section.equals(section(module, s.address())));
    Address start =
        symbol
            .map(Symbol::address)
            .or(() -> module.unnamed(address).map(AddressRange::start))
            .orElseThrow(
                () ->
                    new Rejected(
                        span,
                        "no function of `" + module.name() + "` holds `" + address + "`",
                        "`%functions *` lists those that are known"));
    return new Found.Holder(
        address,
        module.name(),
        symbol.map(SymbolNames::shown).orElse(""),
        address.value() - start.value(),
        line.file(),
        line.line(),
        symbol.isPresent() ? Found.FunctionKind.SYMBOL : Found.FunctionKind.UNNAMED);
  }

  private static boolean same(Function a, Function b) {
    return a.entry().equals(b.entry()) && a.qualifiedName().equals(b.qualifiedName());
  }
}
