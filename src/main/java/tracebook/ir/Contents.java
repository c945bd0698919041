package tracebook.ir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /** The hits that the groups have together. */
  public long hits(Summary summary) {
    long hits = 0;
    for (Entry group : groups) {
      ByteBuffer words = ByteBuffer.wrap(group.value().toArray()).order(ByteOrder.nativeOrder());
      for (int at = 0; at < words.capacity(); at += 8 * summary.words()) {
        hits += words.getLong(at + 8 * Summary.COUNT);
      }
    }
    return hits;
  }

  /** An entry of a map; numbers are in the machine's byte order. */
  public record Entry(ByteString key, ByteString value) {
    public static Entry of(byte[] key, byte[] value) {
      return new Entry(ByteString.copyOf(key), ByteString.copyOf(value));
    }
  }
}
