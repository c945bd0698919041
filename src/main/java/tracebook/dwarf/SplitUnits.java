package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tracebook.elf.Companion;
import tracebook.elf.Companions;
import tracebook.elf.ElfFile;

/**
 * Units of which the linked file has only a skeleton (DWARF 5, sections 3.1.2 and 7.3.2; before,
 * GCC's DebugFission). Their files are opened when one of their entries is asked for.
 */
final class SplitUnits implements AutoCloseable {
  /** The package's .debug_info.dwo; files of single units come behind. */
  private static final int PACKAGE = 3;

  private static final int FIRST = 5;

  private final Units owner;
  private final Sections main;
  private final Companions companions;
  private final Map<Unit, Outcome> outcomes = new ConcurrentHashMap<>();
  private final Map<Integer, SplitFile> files = new ConcurrentHashMap<>();
  private final List<ElfFile> opened = new ArrayList<>();
  private @Nullable Packed packed;

  /**
   * @param why there is no unit; empty when there is
   */
  private record Outcome(Optional<Unit> unit, String why) {}

  /**
   * @param refused why packages that are there were not taken
   */
  private record Packed(Optional<SplitFile> file, List<String> refused) {}

  SplitUnits(Units owner, Sections main, Companions companions) {
    this.owner = owner;
    this.main = main;
    this.companions = companions;
  }

  /** Before DWARF 5 only the first entry tells; it is not read where nothing can be split. */
  static boolean isSkeleton(Unit unit) {
    if (unit.isSplit()) {
      return false;
    }
    return unit.version >= 5
        ? unit.unitType == Unit.DW_UT_skeleton
        : !unit.sections.addr().isEmpty() && name(unit).isPresent();
  }

  private static Optional<String> name(Unit unit) {
    Die root = unit.root().die();
    return root.string(DW_AT_dwo_name).or(() -> root.string(DW_AT_GNU_dwo_name));
  }

  /**
   * The unit that has the entries; empty when its file is not there.
   *
   * @param number of the skeleton among the units of its section
   */
  Optional<Unit> of(Unit skeleton, int number) {
    return outcome(skeleton, number).unit();
  }

  /** Why a unit is not there; empty when it is. */
  Optional<String> why(Unit skeleton, int number) {
    Outcome outcome = outcome(skeleton, number);
    return outcome.unit().isPresent() ? Optional.empty() : Optional.of(outcome.why());
  }

  private Outcome outcome(Unit skeleton, int number) {
    Outcome known = outcomes.get(skeleton);
    return known != null
        ? known
        : outcomes.computeIfAbsent(skeleton, unit -> find(unit, FIRST + 2 * number));
  }

  private Outcome find(Unit skeleton, int space) {
    String name =
        name(skeleton)
            .orElseThrow(
                () ->
                    skeleton.bytes.malformed(
                        skeleton.offset, "a skeleton unit without DW_AT_dwo_name"));
    OptionalLong id = SplitFile.id(skeleton);
    if (id.isEmpty()) {
      throw skeleton.bytes.malformed(skeleton.offset, "a skeleton unit without DW_AT_GNU_dwo_id");
    }
    Optional<Unit> inPackage = packed().file().flatMap(file -> file.withId(id.getAsLong()));
    if (inPackage.isPresent()) {
      inPackage.get().attach(skeleton);
      return new Outcome(inPackage, "");
    }
    String directory = skeleton.root().die().string(DW_AT_comp_dir).orElse("");
    List<SplitFile> read = new ArrayList<>(1);
    Companion companion =
        companions.find(
            companions.split(main.debug(), directory, name),
            file -> {
              SplitFile split =
                  new SplitFile(
                      owner,
                      main,
                      file,
                      space,
                      offset -> Contributions.NONE,
                      offset -> Contributions.NONE);
              if (split.withId(id.getAsLong()).isPresent()) {
                read.add(split);
                return Optional.empty();
              }
              return Optional.of(refusal(file, split, id.getAsLong()));
            });
    return switch (companion) {
      case Companion.Found found -> {
        keep(found.file(), space, read.get(0));
        Unit unit = read.get(0).withId(id.getAsLong()).orElseThrow();
        unit.attach(skeleton);
        yield new Outcome(Optional.of(unit), "");
      }
      case Companion.Missing missing -> {
        List<String> why = new ArrayList<>(packed().refused());
        why.add(missing.why("the split debug file `" + name + "`"));
        yield new Outcome(Optional.empty(), String.join("; ", why));
      }
    };
  }

  private String refusal(ElfFile file, SplitFile split, long wanted) {
    for (long id : split.ids()) {
      return "`%s` does not match: its id is %016x, `%s` asks for %016x"
          .formatted(file.path(), id, main.debug().path(), wanted);
    }
    return "`" + file.path() + "` has no split debug info in it";
  }

  private void keep(ElfFile file, int space, SplitFile split) {
    files.put(space, split);
    synchronized (opened) {
      opened.add(file);
    }
  }

  private synchronized Packed packed() {
    Packed known = packed;
    if (known == null) {
      List<SplitFile> read = new ArrayList<>(1);
      Companion companion =
          companions.find(
              companions.packages(main.debug()),
              file -> {
                read.add(
                    new SplitFile(
                        owner,
                        main,
                        file,
                        PACKAGE,
                        PackageIndex.of(file, ".debug_info.dwo"),
                        PackageIndex.of(file, ".debug_types.dwo")));
                return Optional.empty();
              });
      known =
          switch (companion) {
            case Companion.Found found -> {
              keep(found.file(), PACKAGE, read.get(0));
              yield new Packed(Optional.of(read.get(0)), List.of());
            }
            case Companion.Missing missing -> new Packed(Optional.empty(), missing.refused());
          };
      packed = known;
    }
    return known;
  }

  /** Type units of all files that were opened so far. */
  List<Unit> typeUnits() {
    List<Unit> found = new ArrayList<>();
    new TreeMap<>(files).values().forEach(file -> file.typeUnits().forEach(found::add));
    return found;
  }

  /** The type unit of this signature in the file of a split unit. */
  Optional<Unit> withSignature(Unit from, long signature) {
    return Optional.ofNullable(files.get(file(from.space)))
        .flatMap(file -> file.withSignature(signature));
  }

  /** The unit that has the entry at an offset of a section of a split file. */
  Unit unit(int space, long offset) {
    SplitFile file = files.get(file(space));
    if (file == null) {
      throw main.info().malformed(offset, "no file has section " + space + " of this entry");
    }
    return file.unit(space != file(space), offset);
  }

  /** Files of split units begin at odd numbers. */
  private static int file(int space) {
    return space % 2 == 1 ? space : space - 1;
  }

  @Override
  public void close() {
    synchronized (opened) {
      opened.forEach(ElfFile::close);
      opened.clear();
    }
  }
}
