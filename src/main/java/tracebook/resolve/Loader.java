package tracebook.resolve;

import java.util.Optional;
import java.util.OptionalLong;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.elf.ElfFile;
import tracebook.elf.Section;
import tracebook.elf.Symbol;
import tracebook.elf.ThreadStorage;
import tracebook.ir.Num;
import tracebook.ir.SlotState;

/**
 * glibc's way to the thread-local block of a library: the thread's vector of blocks (dtv), by the
 * module's number. glibc tells debuggers where the parts lie, in symbols that begin with {@code
 * _thread_db_} (nptl_db/structs.def). An entry counts when the vector is as new as the module, as
 * nptl_db/td_thr_tlsbase.c has it: an older one may be that of a library that is gone.
 *
 * @param tlsGetAddr where the library has the address of {@code __tls_get_addr}: from there the
 *     loader's own list of modules is found
 */
record Loader(
    ElfFile loader,
    Place place,
    ThreadStorage.Resolver tlsGetAddr,
    long function,
    long global,
    Layout layout) {
  private static final int BUILD_ID_AT = 16; // Behind the header and the name `GNU`.

  /** Offsets and sizes, in bytes. */
  record Layout(
      long vector,
      long entry,
      long counter,
      long block,
      long list,
      long length,
      long slots,
      long slot,
      long generation) {}

  /** Empty where one of the files is not there, or does not tell. */
  static Optional<Loader> of(Modules modules, ThreadStorage storage, Place place) {
    Optional<Module> loader = module(modules, "ld-linux-x86-64.so.2");
    Optional<Module> libc = module(modules, "libc.so.6");
    if (loader.isEmpty() || libc.isEmpty() || storage.resolvers().isEmpty()) {
      return Optional.empty();
    }
    ElfFile elf = loader.get().elf();
    Optional<Symbol> function = symbol(elf, "__tls_get_addr");
    Optional<Symbol> global = symbol(elf, "_rtld_global");
    Optional<Layout> layout = layout(libc.get().elf());
    if (function.isEmpty() || global.isEmpty() || layout.isEmpty() || buildId(elf).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Loader(
            elf,
            place,
            storage.resolvers().getFirst(),
            function.get().address().value(),
            global.get().address().value(),
            layout.get()));
  }

  private static Optional<Module> module(Modules modules, String name) {
    return modules.otherPaths().stream()
        .filter(path -> path.endsWith("/" + name))
        .findFirst()
        .or(() -> modules.notLoaded(name))
        .map(modules::open);
  }

  private static Optional<Symbol> symbol(ElfFile elf, String name) {
    return elf.symbols().named(name).stream().findFirst();
  }

  private static Optional<Layout> layout(ElfFile libc) {
    OptionalLong[] parts = {
      field(libc, "pthread_dtvp", 2),
      size(libc, "dtv_dtv"),
      field(libc, "dtv_t_counter", 2),
      field(libc, "dtv_t_pointer_val", 2),
      field(libc, "rtld_global__dl_tls_dtv_slotinfo_list", 2),
      field(libc, "dtv_slotinfo_list_len", 2),
      field(libc, "dtv_slotinfo_list_slotinfo", 2),
      size(libc, "dtv_slotinfo_list_slotinfo"),
      field(libc, "dtv_slotinfo_gen", 2),
    };
    for (OptionalLong part : parts) {
      if (part.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Layout(
            parts[0].getAsLong(),
            parts[1].getAsLong(),
            parts[2].getAsLong(),
            parts[3].getAsLong(),
            parts[4].getAsLong(),
            parts[5].getAsLong(),
            parts[6].getAsLong(),
            parts[7].getAsLong(),
            parts[8].getAsLong()));
  }

  /** Bytes of one element. */
  private static OptionalLong size(ElfFile libc, String name) {
    OptionalLong bits = field(libc, name, 0);
    return bits.isPresent() && bits.getAsLong() % 64 == 0
        ? OptionalLong.of(bits.getAsLong() / 8)
        : OptionalLong.empty();
  }

  /** Three words of four bytes: the bits of a field, how many there are, its offset. */
  private static OptionalLong field(ElfFile libc, String name, int word) {
    Optional<Symbol> symbol = symbol(libc, "_thread_db_" + name);
    byte[] bytes = symbol.map(s -> libc.text(s.address(), 12)).orElse(new byte[0]);
    if (bytes.length < 12) {
      return OptionalLong.empty();
    }
    Cursor at = new Bytes("", "", bytes).cursor(0);
    at.skip(4L * word);
    return OptionalLong.of(at.u32());
  }

  /** The first bytes of a file's build-id, and where they are. */
  private static Optional<Section> buildId(ElfFile elf) {
    return elf.section(".note.gnu.build-id").filter(s -> s.size() >= BUILD_ID_AT + 8);
  }

  /** An address in the thread's block of a module. */
  Num address(Num pointer, Num module, Num inBlock) {
    Num vector = load(pointer, layout.vector);
    Num entries = load(vector, layout.counter - layout.entry);
    Num list = load(Variables.plus(base(), global), layout.list);
    Num slot = plus(list, times(module, layout.slot));
    Num generation = load(slot, layout.slots + layout.generation);
    Num block = load(plus(vector, times(module, layout.entry)), layout.block);
    Num odd = new Num.Binary(Num.Operator.AND, block, new Num.Constant(1));
    Num unused = new Num.Or(odd, new Num.Not(block));
    Num unknown = new Num.Failure(SlotState.NO_THREAD_AREA);
    Num notUsed = new Num.Failure(SlotState.NOT_USED_BY_THREAD);
    Num found = choose(unused, notUsed, plus(block, inBlock));
    found = choose(less(load(vector, layout.counter), generation), notUsed, found);
    found = choose(less(entries, module), notUsed, found);
    found = choose(less(module, load(list, layout.length)), found, unknown);
    found = choose(isLoader(), found, unknown);
    if (tlsGetAddr.unbound().isEmpty()) {
      return found;
    }
    // It is bound when code of the library first asks for one of its variables.
    Num stub = Terms.atRunTime(tlsGetAddr.unbound().get().value(), place);
    Num bound = new Num.Compare(Num.Comparison.NE, false, resolver(), stub);
    return choose(bound, found, notUsed);
  }

  private static Num choose(Num condition, Num then, Num otherwise) {
    return new Num.Conditional(condition, then, otherwise);
  }

  private Num resolver() {
    return load(Terms.atRunTime(tlsGetAddr.at().value(), place), 0);
  }

  /** Where the loader is loaded. */
  private Num base() {
    return Variables.plus(resolver(), -function);
  }

  private Num isLoader() {
    Section note = buildId(loader).orElseThrow();
    long first =
        new Bytes("", "", loader.text(note.address().plus(BUILD_ID_AT), 8)).cursor(0).u64();
    return new Num.Compare(
        Num.Comparison.EQ,
        false,
        load(base(), note.address().value() + BUILD_ID_AT),
        new Num.Constant(first));
  }

  private static Num less(Num left, Num right) {
    return new Num.Compare(Num.Comparison.LT, false, left, right);
  }

  private static Num load(Num address, long offset) {
    return new Num.Load(Variables.plus(address, offset), 8, false);
  }

  private static Num plus(Num left, Num right) {
    return right instanceof Num.Constant c
        ? Variables.plus(left, c.value())
        : new Num.Binary(Num.Operator.ADD, left, right);
  }

  private static Num times(Num number, long size) {
    return new Num.Binary(Num.Operator.MUL, number, new Num.Constant(size));
  }
}
