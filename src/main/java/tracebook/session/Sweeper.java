package tracebook.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tracebook.bytes.ByteString;
import tracebook.codegen.KernelMap;
import tracebook.linux.BpfMap;
import tracebook.target.Processes;

/**
 * Takes away what threads have left behind that ended inside of a call or a span, so that it does
 * not fill the maps. A thread that is gone runs no program, so nobody uses what is taken away.
 */
final class Sweeper {
  private static final long LEAST_PAUSE_NS = 500_000_000;

  /** How many times longer than it took it waits for the next time. */
  private static final long PAUSES = 50;

  private final List<KernelMap> swept;
  private final Map<String, BpfMap> maps;
  private long dueNs;

  Sweeper(List<KernelMap> all, Map<String, BpfMap> maps) {
    // In another pid namespace the numbers that the programs see say nothing here.
    this.swept =
        Processes.inFirstNamespace()
            ? all.stream().filter(m -> m.threads().isPresent()).toList()
            : List.of();
    this.maps = Map.copyOf(maps);
    this.dueNs = System.nanoTime() + LEAST_PAUSE_NS;
  }

  void sweepWhenDue(long nowNs) {
    if (swept.isEmpty() || nowNs - dueNs < 0) {
      return;
    }
    sweep();
    long took = System.nanoTime() - nowNs;
    dueNs = nowNs + took + Math.max(LEAST_PAUSE_NS, PAUSES * took);
  }

  void sweep() {
    Map<Long, Boolean> ended = new HashMap<>();
    for (KernelMap map : swept) {
      KernelMap.OfThreads threads = map.threads().orElseThrow();
      BpfMap of = live(map.name());
      for (ByteString distinct : keys(of)) {
        byte[] key = distinct.toArray();
        if (ended.computeIfAbsent(buffer(key).getLong(0), Sweeper::hasEnded)) {
          threads.records().ifPresent(r -> deleteAll(live(r), of.lookup(key), threads));
          of.delete(key);
        }
      }
    }
  }

  private BpfMap live(String name) {
    BpfMap map = maps.get(name);
    if (map == null) {
      throw new IllegalArgumentException("no map `" + name + "`");
    }
    return map;
  }

  /** Where a key is taken away meanwhile the kernel begins anew, hence the set and the bound. */
  private static Set<ByteString> keys(BpfMap map) {
    Set<ByteString> keys = new LinkedHashSet<>();
    Optional<byte[]> key = map.nextKey(null);
    for (int i = 0; i < 2 * map.spec().entries() && key.isPresent(); i++) {
      keys.add(ByteString.copyOf(key.get()));
      key = map.nextKey(key.get());
    }
    return keys;
  }

  private static boolean hasEnded(long thread) {
    return !Processes.hasThread((int) (thread >>> 32), (int) thread);
  }

  /** Deletes a chain of records. */
  private static void deleteAll(
      BpfMap records, Optional<byte[]> first, KernelMap.OfThreads threads) {
    List<byte[]> chain = new ArrayList<>();
    Optional<byte[]> number = first;
    while (number.isPresent() && chain.size() < records.spec().entries()) {
      chain.add(number.get());
      number =
          records
              .lookup(number.get())
              .map(record -> buffer(record).getLong(threads.next()))
              .filter(next -> next != 0)
              .map(next -> buffer(new byte[Long.BYTES]).putLong(next).array());
    }
    chain.forEach(records::delete);
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
