package tracebook.elf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/**
 * The defined symbols of a file: .symtab, and what that one lacks of .dynsym, of .gnu_debugdata,
 * and of the debug file.
 */
public final class Symbols {
  /** Bytes of an Elf64_Sym. */
  static final int ENTRY = 24;

  /** Parts of names of which the answer is kept. */
  private static final int MOST_PARTS = 16;

  private final Map<String, List<Symbol>> byName = new HashMap<>();
  private final LinkedHashMap<String, List<Symbol>> byPart = new LinkedHashMap<>();
  private final Symbol[] functions;

  private Symbols(List<Symbol> all) {
    List<Symbol> code = new ArrayList<>();
    for (Symbol symbol : all) {
      List<Symbol> same = byName.computeIfAbsent(symbol.name(), name -> new ArrayList<>(1));
      if (!same.contains(symbol)) {
        same.add(symbol);
        if (symbol.isFunction()) {
          code.add(symbol);
        }
      }
    }
    functions = code.toArray(Symbol[]::new);
    // Of several at one address the larger first, then the global one.
    Arrays.sort(
        functions,
        (a, b) -> {
          int order = a.address().compareTo(b.address());
          if (order == 0) {
            order = Long.compare(b.size(), a.size());
          }
          if (order == 0) {
            order = Boolean.compare(b.global(), a.global());
          }
          return order == 0 ? a.name().compareTo(b.name()) : order;
        });
  }

  /**
   * The symbols of a file.
   *
   * @param debug its debug file, when there is one
   */
  static Symbols of(ElfFile elf, Optional<ElfFile> debug) {
    List<Symbol> all = new ArrayList<>(tables(elf));
    all.addAll(MiniDebugInfo.symbols(elf));
    debug.ifPresent(file -> all.addAll(tables(file)));
    return new Symbols(all);
  }

  /** Those in the file's own tables. */
  static List<Symbol> tables(ElfFile elf) {
    List<Symbol> all = new ArrayList<>();
    for (Section section : elf.sections()) {
      if ((section.type() == Section.SHT_SYMTAB || section.type() == Section.SHT_DYNSYM)
          && section.hasBytes()
          && section.link() >= 0
          && section.link() < elf.sections().size()) {
        read(elf.bytes(section), elf.bytes(elf.sections().get(section.link())), all);
      }
    }
    return all;
  }

  /** Without the version, which .symtab has behind it: {@code memcpy@@GLIBC_2.14}. */
  static String unversioned(String name) {
    int at = name.indexOf('@');
    return at > 0 ? name.substring(0, at) : name;
  }

  /** Elf64_Sym: name, info, other, section index, value, size. */
  private static void read(Bytes table, Bytes strings, List<Symbol> all) {
    Cursor at = table.cursor(0);
    while (at.end() - at.position() >= ENTRY) {
      long name = at.u32();
      int info = at.u8();
      at.skip(1);
      int section = at.u16();
      Address address = new Address(at.u64());
      long size = at.u64();
      int type = info & 15;
      // Undefined ones, and the names of sections and of source files, are of no use here.
      if (section == 0 || name == 0 || type == 3 || type == 4) {
        continue;
      }
      Symbol.Kind kind =
          switch (type) {
            case 1 -> Symbol.Kind.OBJECT;
            case 2 -> Symbol.Kind.FUNCTION;
            case 6 -> Symbol.Kind.THREAD_LOCAL;
            case 10 -> Symbol.Kind.INDIRECT_FUNCTION;
            default -> Symbol.Kind.OTHER;
          };
      String text = unversioned(strings.cursor(name).string());
      all.add(new Symbol(text, address, size, kind, info >> 4 != 0));
    }
  }

  /** All of this name; statics of several files may share one. */
  public List<Symbol> named(String name) {
    return List.copyOf(byName.getOrDefault(name, List.of()));
  }

  /** The function that holds this address; without a size it reaches to the next one. */
  public Optional<Symbol> functionAt(Address address) {
    int low = 0;
    int high = functions.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (functions[middle].address().compareTo(address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      return Optional.empty();
    }
    Address start = functions[low - 1].address();
    int first = low - 1;
    while (first > 0 && functions[first - 1].address().equals(start)) {
      first--;
    }
    Symbol best = functions[first];
    boolean holds =
        best.size() == 0 || Long.compareUnsigned(address.value() - start.value(), best.size()) < 0;
    return holds ? Optional.of(best) : Optional.empty();
  }

  /** Functions that begin at this address, under whatever names. */
  public List<Symbol> beginningAt(Address address) {
    int low = 0;
    int high = functions.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (functions[middle].address().compareTo(address) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int end = low;
    while (end < functions.length && functions[end].address().equals(address)) {
      end++;
    }
    return List.of(Arrays.copyOfRange(functions, low, end));
  }

  /** By address. */
  public List<Symbol> functions() {
    return Collections.unmodifiableList(Arrays.asList(functions));
  }

  /**
   * Those whose names contain a part. All names are gone through, which takes a tenth of a second
   * where there are a million; a few answers are kept.
   */
  public List<Symbol> containing(String part) {
    synchronized (byPart) {
      List<Symbol> known = byPart.get(part);
      if (known == null) {
        known =
            byName.entrySet().stream()
                .filter(e -> e.getKey().contains(part))
                .flatMap(e -> e.getValue().stream())
                .toList();
        if (byPart.size() == MOST_PARTS) {
          byPart.pollFirstEntry();
        }
        byPart.put(part, known);
      }
      return known;
    }
  }

  public Collection<String> names() {
    return byName.keySet();
  }
}
