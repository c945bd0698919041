package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tracebook.bytes.ByteString;
import tracebook.codegen.KernelMap;
import tracebook.codegen.KernelMap.OfThreads;
import tracebook.linux.Bpf;
import tracebook.linux.BpfMap;
import tracebook.linux.MapSpec;
import tracebook.target.Processes;

/** What ended threads have left behind, in maps of the kernel. */
class SweeperTest extends LiveTest {
  private static final int VALUE = 32;
  private static final int NEXT = 8;

  private static byte[] words(long... words) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * words.length).order(ByteOrder.nativeOrder());
    for (long word : words) {
      bytes.putLong(word);
    }
    return bytes.array();
  }

  private static KernelMap map(
      String name, int keyBytes, int valueBytes, Optional<OfThreads> threads) {
    return new KernelMap(
        name,
        KernelMap.Kind.HASH,
        keyBytes,
        valueBytes,
        100,
        ByteString.copyOf(new byte[0]),
        threads);
  }

  private static BpfMap create(KernelMap map) {
    return Bpf.create(
        MapSpec.hash(map.name(), false, map.keyBytes(), map.valueBytes(), map.entries()));
  }

  private static List<Long> firstWords(BpfMap map) {
    List<Long> words = new ArrayList<>();
    map.forEach(
        (key, value) -> words.add(ByteBuffer.wrap(key).order(ByteOrder.nativeOrder()).getLong()));
    return words.stream().sorted().toList();
  }

  /** A thread of this process, and one of it that has ended, as the kernel numbers them. */
  private record Threads(long live, long ended) {
    static Threads of() throws Exception {
      assumeTrue(Processes.inFirstNamespace(), "this process counts otherwise than the kernel");
      long process = ProcessHandle.current().pid() << 32;
      long[] task = new long[1];
      Thread thread =
          new Thread(
              () -> {
                try {
                  Path own = Files.readSymbolicLink(Path.of("/proc/thread-self"));
                  task[0] = Long.parseLong(own.getFileName().toString());
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      thread.start();
      thread.join();
      Path gone = Path.of("/proc/self/task/" + task[0]);
      while (Files.exists(gone)) {
        Thread.onSpinWait(); // Java says that it has ended before the kernel has done with it.
      }
      return new Threads(process | ProcessHandle.current().pid(), process | task[0]);
    }
  }

  @Test
  void callsOfAThreadThatHasEndedAreTakenAway() throws Exception {
    Threads threads = Threads.of();
    KernelMap calls = map("calls_0", 16, VALUE, Optional.of(new OfThreads(Optional.empty(), 0)));
    try (BpfMap map = create(calls)) {
      map.update(words(threads.live, 0x1000), new byte[VALUE]);
      map.update(words(threads.ended, 0x1000), new byte[VALUE]);
      map.update(words(threads.ended, 0x2000), new byte[VALUE]);
      new Sweeper(List.of(calls), Map.of("calls_0", map)).sweep();
      assertThat(firstWords(map)).containsExactly(threads.live);
    }
  }

  @Test
  void allSpansOfAThreadThatHasEndedAreTakenAway() throws Exception {
    Threads threads = Threads.of();
    KernelMap spans = map("spans_0", 8, VALUE, Optional.empty());
    KernelMap inner =
        map("inner_0", 8, 8, Optional.of(new OfThreads(Optional.of("spans_0"), NEXT)));
    try (BpfMap records = create(spans);
        BpfMap innermost = create(inner)) {
      records.update(words(1), words(0, 0, 0, 0));
      records.update(words(2), words(0, 0, 0, 0));
      records.update(words(3), words(0, 2, 0, 0));
      records.update(words(4), words(0, 3, 0, 0));
      innermost.update(words(threads.live), words(1));
      innermost.update(words(threads.ended), words(4));
      new Sweeper(List.of(spans, inner), Map.of("spans_0", records, "inner_0", innermost)).sweep();
      assertThat(firstWords(records)).containsExactly(1L);
      assertThat(firstWords(innermost)).containsExactly(threads.live);
    }
  }
}
