package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.Function;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;
import tracebook.elf.Symbol;

/**
 * Calls that an exception of C++ or a panic of Rust may pass through. Who unwinds the stack looks
 * for each caller by the return address; the one that the kernel has put in its place is of no
 * function, and the program would end there. So these are left alone, and a return is seen at the
 * {@code ret} instructions.
 */
final class UnwoundCalls {
  /** Libraries that unwind, or whose code does; their version stands behind it. */
  private static final List<String> LIBRARIES =
      List.of("libgcc_s.so", "libstdc++.so", "libc++.so", "libc++abi.so", "libunwind.so");

  /** What linkers leave in a program that has such code in itself. */
  private static final List<String> SYMBOLS =
      List.of("__gxx_personality_v0", "rust_eh_personality", "__cxa_throw");

  /** With what the linker's names of functions of C++ and Rust begin (Itanium C++ ABI, 5.1). */
  private static final List<String> MANGLED = List.of("_Z", "_R", "rust_", "__rust");

  /**
   * The same of what unwinds, whose own frame is the first to go (the ABI's Exception Handling).
   */
  private static final List<String> UNWINDING =
      List.of("__cxa_throw", "__cxa_rethrow", "__cxa_bad_", "_Unwind_");

  private UnwoundCalls() {}

  /** Whether what runs the function may unwind its stack. */
  static boolean happen(Modules modules, Place start, Optional<Function> body) {
    if (raises(start, body)) {
      return true;
    }
    Optional<Module> executable = modules.executable();
    return executable.isEmpty()
        || Stream.concat(modules.otherPaths().stream(), Stream.of(modules.main().path()))
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .anyMatch(name -> LIBRARIES.stream().anyMatch(name::startsWith))
        || Stream.of(executable.get(), modules.main(), start.module())
            .anyMatch(m -> hasOwn(m.elf()));
  }

  /** Whether it is of a language that has exceptions, or raises them, as far as it tells. */
  static boolean raises(Place start, Optional<Function> body) {
    String name = linkageName(start);
    return UNWINDING.stream().anyMatch(name::startsWith)
        || body.map(f -> !f.ofC()).orElseGet(() -> MANGLED.stream().anyMatch(name::startsWith));
  }

  private static String linkageName(Place start) {
    return start.name().endsWith("@plt")
        ? start.name()
        : start.module().elf().symbols().functionAt(start.address()).map(Symbol::name).orElse("");
  }

  private static boolean hasOwn(ElfFile elf) {
    if (SYMBOLS.stream()
        .anyMatch(name -> elf.symbols().named(name).stream().anyMatch(Symbol::isFunction))) {
      return true;
    }
    // A static program without symbols: what to do with exceptions is in it, for whom is not known.
    return elf.interpreter().isEmpty()
        && elf.symbols().functions().isEmpty()
        && elf.section(".gcc_except_table").isPresent();
  }

  /** Nothing that could raise an exception runs inside of it. */
  static boolean isQuiet(CallCode code, List<AddressRange> ranges) {
    return !ranges.isEmpty()
        && !code.calls()
        && code.elsewhere().isEmpty()
        && code.undecoded().isEmpty()
        && leaving(code, ranges).isEmpty();
  }

  private static Optional<CallCode.Jump> leaving(CallCode code, List<AddressRange> ranges) {
    return code.jumps().stream()
        .filter(jump -> ranges.stream().noneMatch(r -> r.contains(jump.to())))
        .findFirst();
  }

  /** Why not every way out of the function is known; empty where they are. */
  static Optional<String> unknown(CallCode code, List<AddressRange> ranges) {
    Optional<Address> leaves = leaving(code, ranges).map(CallCode.Jump::from).or(code::elsewhere);
    return code.undecoded()
        .or(() -> ranges.isEmpty() ? Optional.of("where it ends is not known") : Optional.empty())
        .or(() -> leaves.map(at -> "it leaves by a jump at `" + at + "`"))
        .or(
            () ->
                code.returns().isEmpty()
                    ? Optional.of("it has no `ret` instruction")
                    : Optional.empty());
  }
}
