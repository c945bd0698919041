package tracebook.dwarf;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Collects what a scan of one unit keeps, in arrays that serve one unit after the other: what stays
 * is copied out of them once, in its final size.
 */
final class IndexBuilder {
  private int count;
  private int[] offsets = new int[1 << 10];
  private byte[] kinds = new byte[1 << 10];
  private byte[] sources = new byte[1 << 10];
  private int[] names = new int[1 << 10];
  private int[] linkages = new int[1 << 10];
  private int[] parents = new int[1 << 10];
  private int[] origins = new int[1 << 10];
  private int copies;
  private int[] copyOffsets = new int[1 << 8];
  private int[] copyOrigins = new int[1 << 8];

  private boolean anyInlineNamespace;

  /** What is not the same for all entries so far. */
  private boolean anyLinkage;

  private boolean anyParent;
  private boolean anyOrigin;
  private Map<Integer, Long> far = Map.of();

  /** Of the unit's section, as positions. */
  private long section;

  /** Forgets what was collected. */
  void begin(Unit unit) {
    section = unit.position(0);
    count = 0;
    copies = 0;
    anyInlineNamespace = false;
    anyLinkage = false;
    anyParent = false;
    anyOrigin = false;
    far = Map.of();
  }

  /**
   * Entries come ascending by offset.
   *
   * @param name of {@link UnitIndex#name}; 0 for none
   * @param linkage the same
   * @param parent an index; -1 for none
   * @param origin a position; -1 for none
   */
  void add(int offset, byte kind, long name, long linkage, int parent, long origin) {
    if (count == offsets.length) {
      grow();
    }
    int at = count++;
    offsets[at] = offset;
    kinds[at] = kind;
    sources[at] = (byte) ((name >>> 32) | ((linkage >>> 32) << 4));
    names[at] = (int) name;
    linkages[at] = (int) linkage;
    parents[at] = parent;
    origins[at] = origin < 0 ? UnitIndex.NONE : near(origin, offset);
    anyInlineNamespace |= UnitIndex.isInlineNamespace(kind);
    anyLinkage |= linkage != 0;
    anyParent |= parent >= 0;
    anyOrigin |= origin >= 0;
  }

  /**
   * @param origin a position; -1 for none
   */
  void addCopy(int offset, long origin) {
    if (copies == copyOffsets.length) {
      copyOffsets = Arrays.copyOf(copyOffsets, 2 * copies);
      copyOrigins = Arrays.copyOf(copyOrigins, 2 * copies);
    }
    copyOffsets[copies] = offset;
    copyOrigins[copies++] = origin < 0 ? UnitIndex.NONE : near(origin, offset);
  }

  private int near(long origin, int offset) {
    long here = origin - section;
    if (here > 0 && here <= Integer.MAX_VALUE) {
      return (int) here;
    }
    if (far.isEmpty()) {
      far = new HashMap<>();
    }
    far.put(offset, origin);
    return UnitIndex.NOWHERE_NEAR;
  }

  private void grow() {
    int more = 2 * count;
    offsets = Arrays.copyOf(offsets, more);
    kinds = Arrays.copyOf(kinds, more);
    sources = Arrays.copyOf(sources, more);
    names = Arrays.copyOf(names, more);
    linkages = Arrays.copyOf(linkages, more);
    parents = Arrays.copyOf(parents, more);
    origins = Arrays.copyOf(origins, more);
  }

  int size() {
    return count;
  }

  /** The entry at an offset of the unit's section; negative when none was kept. */
  int indexOf(int offset) {
    return Arrays.binarySearch(offsets, 0, count, offset);
  }

  int parent(int entry) {
    return parents[entry];
  }

  /** As {@link UnitIndex#name} made it. */
  long plainName(int entry) {
    return ((long) (sources[entry] & 0xf) << 32) | (names[entry] & 0xffff_ffffL);
  }

  UnitIndex build(Unit unit) {
    return new UnitIndex(
        unit,
        anyInlineNamespace,
        Arrays.copyOf(offsets, count),
        Arrays.copyOf(kinds, count),
        Arrays.copyOf(sources, count),
        Arrays.copyOf(names, count),
        anyLinkage ? Arrays.copyOf(linkages, count) : null,
        anyParent ? Arrays.copyOf(parents, count) : null,
        anyOrigin ? Arrays.copyOf(origins, count) : null,
        Arrays.copyOf(copyOffsets, copies),
        Arrays.copyOf(copyOrigins, copies),
        far);
  }
}
