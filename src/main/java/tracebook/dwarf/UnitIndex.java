package tracebook.dwarf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a scan of one unit found, as parallel arrays: entries of programs are many. Entries are
 * offsets in the unit's section; what they refer to, positions in the module.
 */
final class UnitIndex {
  final Unit unit;

  /** Subprograms: declarations, abstract ones and bodies. */
  final Longs functions = new Longs();

  /** What each is an instance or the definition of; -1: nothing. */
  final Longs origins = new Longs();

  /** Plain names; null when only the origin has one. */
  final List<@Nullable String> names = new ArrayList<>();

  final List<@Nullable String> linkageNames = new ArrayList<>();

  /** Namespaces and classes around each, with {@code ::} behind; empty at the unit's level. */
  final List<String> prefixes = new ArrayList<>();

  /** Indices of the functions that have code. */
  final Longs bodies = new Longs();

  final Longs inlined = new Longs();
  final Longs inlinedOrigins = new Longs();

  /** Variables outside of functions, also bare declarations in classes. */
  final Longs globals = new Longs();

  final Longs globalOrigins = new Longs();
  final List<@Nullable String> globalNames = new ArrayList<>();
  final List<String> globalPrefixes = new ArrayList<>();

  final Longs types = new Longs();

  /** As {@code struct req} in C, and qualified. */
  final List<String> typeNames = new ArrayList<>();

  final List<Boolean> typeDeclarations = new ArrayList<>();

  /** Qualified. */
  final Set<String> inlineNamespaces = new HashSet<>();

  UnitIndex(Unit unit) {
    this.unit = unit;
  }
}
