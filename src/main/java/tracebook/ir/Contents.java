package tracebook.ir;

import java.util.List;
import java.util.Map;
import tracebook.bytes.ByteString;

/**
 * What the maps of a {@link Summary} held.
 *
 * @param groups the words of each group, one copy after the other for each CPU
 * @param distinct by value: the group's key and the value, as keys
 * @param buckets by value: the group's key and the number of the bucket; for each CPU a count
 */
public record Contents(
    List<Entry> groups, Map<Integer, List<Entry>> distinct, Map<Integer, List<Entry>> buckets) {
  public Contents {
    groups = List.copyOf(groups);
    distinct = Map.copyOf(distinct);
    buckets = Map.copyOf(buckets);
  }

  /** An entry of a map; numbers are in the machine's byte order. */
  public record Entry(ByteString key, ByteString value) {
    public static Entry of(byte[] key, byte[] value) {
      return new Entry(ByteString.copyOf(key), ByteString.copyOf(value));
    }
  }
}
