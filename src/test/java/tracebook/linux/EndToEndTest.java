package tracebook.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program by hand through the whole layer: loaded, attached to a live process, drained, gone. */
@Timeout(300)
class EndToEndTest {
  private static final int RING_BYTES = 1 << 16;
  private static final int INT3 = 0xcc;

  @TempDir Path dir;
  private List<String> fdsBefore = List.of();

  @BeforeEach
  void rights() throws IOException {
    assumeTrue(
        Rights.effective().missing(Rights.Need.UPROBE_MULTI).isEmpty(),
        "needs CAP_BPF and CAP_PERFMON");
    fdsBefore = Fd.open();
  }

  @AfterEach
  void nothing_is_left_open() throws IOException {
    assertThat(Fd.open()).isEqualTo(fdsBefore);
    try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(fds.map(EndToEndTest::target))
          .noneMatch(name -> name.contains("bpf"))
          .noneMatch(name -> name.contains("perf_event"));
    }
    assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain("bpf-map");
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }

  private static void assumeCan(HitsProbe.How how) {
    switch (how) {
      case SLEEPABLE_MULTI -> {
        assumeTrue(Features.has(Feature.SLEEPABLE_UPROBE), Feature.SLEEPABLE_UPROBE.words());
        assumeTrue(Features.has(Feature.UPROBE_MULTI), Feature.UPROBE_MULTI.words());
      }
      case MULTI -> assumeTrue(Features.has(Feature.UPROBE_MULTI), Feature.UPROBE_MULTI.words());
      case PERF_EVENT ->
          assumeTrue(
              Rights.effective().missing(Rights.Need.PERF_EVENT).isEmpty(), "needs CAP_SYS_ADMIN");
    }
  }

  @ParameterizedTest
  @EnumSource
  void values_arrive_in_order_and_are_counted(HitsProbe.How how) throws Exception {
    assumeCan(how);
    try (HitsTarget target = HitsTarget.start(dir);
        HitsProbe probe = new HitsProbe(how, target, OptionalInt.of(target.pid()), RING_BYTES)) {
      target.command("1000");
      assertThat(probe.drain())
          .isEqualTo(
              LongStream.rangeClosed(1, 1000)
                  .mapToObj(i -> new HitsProbe.Row(i, 0, 0xc001_d00dL))
                  .toList());
      assertThat(probe.account(HitsProbe.HITS)).isEqualTo(1000);
      assertThat(probe.account(HitsProbe.LOST)).isZero();
      assertThat(probe.program.info().recursionMisses()).isZero();
      assertThat(probe.drain()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void only_the_process_asked_for_is_counted(HitsProbe.How how) throws Exception {
    assumeCan(how);
    try (HitsTarget target = HitsTarget.start(dir);
        HitsTarget other = target.again();
        HitsProbe probe = new HitsProbe(how, target, OptionalInt.of(target.pid()), RING_BYTES)) {
      other.command("10");
      target.command("3");
      other.command("10");
      assertThat(probe.drain()).extracting(HitsProbe.Row::value).containsExactly(1L, 2L, 3L);
      assertThat(probe.account(HitsProbe.HITS)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_forked_child_is_another_process(HitsProbe.How how) throws Exception {
    assumeCan(how);
    try (HitsTarget target = HitsTarget.start(dir);
        HitsProbe probe = new HitsProbe(how, target, OptionalInt.of(target.pid()), RING_BYTES)) {
      target.command("fork");
      target.command("2");
      assertThat(probe.drain()).extracting(HitsProbe.Row::value).containsExactly(1L, 2L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void without_a_process_all_that_map_the_file_are_counted(HitsProbe.How how) throws Exception {
    assumeCan(how);
    try (HitsTarget target = HitsTarget.start(dir);
        HitsProbe probe = new HitsProbe(how, target, OptionalInt.empty(), RING_BYTES);
        HitsTarget later = target.again()) {
      target.command("3");
      later.command("2");
      assertThat(probe.drain())
          .extracting(HitsProbe.Row::value)
          .containsExactly(1L, 2L, 3L, 1L, 2L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_page_that_is_not_resident_is_read_only_by_a_sleepable_program(HitsProbe.How how)
      throws Exception {
    assumeCan(how);
    try (HitsTarget target = HitsTarget.start(dir);
        HitsProbe probe = new HitsProbe(how, target, OptionalInt.of(target.pid()), RING_BYTES)) {
      target.command("fault");
      HitsProbe.Row row = probe.drain().get(0);
      if (how == HitsProbe.How.SLEEPABLE_MULTI) {
        assertThat(row.status()).isZero();
        // The file begins with "\177ELF", 64 bits, little endian, version 1.
        assertThat(row.value()).isEqualTo(0x0001_0102_464c_457fL);
      } else {
        assertThat(row.status()).isEqualTo(-14);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_full_ring_loses_and_says_how_many(HitsProbe.How how) throws Exception {
    assumeCan(how);
    try (HitsTarget target = HitsTarget.start(dir);
        HitsProbe probe = new HitsProbe(how, target, OptionalInt.of(target.pid()), 4096)) {
      target.command("1000");
      int rows = probe.drain().size();
      assertThat(rows).isBetween(1, 4096 / 32);
      assertThat(probe.account(HitsProbe.HITS)).isEqualTo(1000);
      assertThat(rows + probe.account(HitsProbe.LOST)).isEqualTo(1000);
      target.command("5");
      assertThat(probe.drain()).hasSize(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closing_leaves_nothing_behind(HitsProbe.How how) throws Exception {
    assumeCan(how);
    try (HitsTarget target = HitsTarget.start(dir)) {
      int before = target.firstByte();
      List<Integer> programs;
      List<Integer> links;
      try (HitsProbe probe = new HitsProbe(how, target, OptionalInt.of(target.pid()), RING_BYTES)) {
        assertThat(target.firstByte()).isEqualTo(INT3);
        programs = List.of(probe.program.info().id());
        links = List.of(probe.link.info().id());
        assertThat(probe.link.info().programId()).isEqualTo(probe.program.info().id());
        assertThat(Bpf.programIds()).containsAll(programs);
        assertThat(Bpf.linkIds()).containsAll(links);
      }
      assertThat(target.firstByte()).isEqualTo(before);
      awaitGone(programs, links);
      target.command("10");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_killed_tracer_leaves_nothing_behind(HitsProbe.How how) throws Exception {
    assumeCan(how);
    try (HitsTarget target = HitsTarget.start(dir)) {
      int before = target.firstByte();
      Process tracer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  TracerToKill.class.getName(),
                  how.name(),
                  target.executable.toString(),
                  String.valueOf(target.pid()),
                  String.valueOf(target.hitOffset()))
              .redirectError(new File("/dev/null"))
              .start();
      String[] ids;
      try (BufferedReader out = tracer.inputReader()) {
        ids = out.readLine().split(" ");
        assertThat(target.firstByte()).isEqualTo(INT3);
        target.command("10");
      } finally {
        tracer.destroyForcibly();
        tracer.waitFor();
      }
      awaitGone(List.of(Integer.valueOf(ids[0])), List.of(Integer.valueOf(ids[1])));
      assertThat(target.firstByte()).isEqualTo(before);
      target.command("10");
    }
  }

  /** The kernel lets go of programs after its own grace period. */
  private static void awaitGone(List<Integer> programs, List<Integer> links) {
    await(() -> Bpf.programIds().stream().noneMatch(programs::contains));
    await(() -> Bpf.linkIds().stream().noneMatch(links::contains));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within two minutes").isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void a_rejected_program_carries_the_verifiers_words() {
    // r0 = *(u64 *)(r1 + 4096); exit
    byte[] code = new byte[] {0x79, 0x10, 0x00, 0x10, 0, 0, 0, 0, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0};
    assertThatThrownBy(
            () -> Bpf.load(new ProgramSpec("bad", code, false, ProgramSpec.Attach.PERF_EVENT)))
        .isInstanceOfSatisfying(
            VerifierRejection.class,
            rejection -> {
              assertThat(rejection.errno()).isEqualTo(Errno.EACCES);
              assertThat(rejection.tellingLine()).contains("invalid bpf_context access off=4096");
              assertThat(rejection.slot()).hasValue(0);
              assertThat(rejection.linesOmitted()).isPositive();
              assertThat(rejection)
                  .hasMessage(
                      "`bpf(BPF_PROG_LOAD, bad)` failed: EACCES (Permission denied): "
                          + rejection.tellingLine());
            });
  }

  @Test
  void a_missing_file_is_named() throws Exception {
    byte[] code = {(byte) 0xb7, 0, 0, 0, 0, 0, 0, 0, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0};
    UprobeSpec spec =
        new UprobeSpec(
            Path.of("/no/such/file"),
            List.of(new UprobeSpec.Place(0, 0)),
            false,
            OptionalInt.empty());
    try (BpfProgram program =
        Bpf.load(new ProgramSpec("nop", code, false, ProgramSpec.Attach.UPROBE_MULTI))) {
      assertThatThrownBy(() -> Bpf.attachMulti(program, spec))
          .hasMessage(
              "`bpf(BPF_LINK_CREATE, uprobe_multi, /no/such/file, 1 places)` failed: "
                  + "ENOENT (No such file or directory)");
    }
  }

  @Test
  void runs_are_counted_while_statistics_are_on() throws Exception {
    try (HitsTarget target = HitsTarget.start(dir);
        HitsProbe probe =
            new HitsProbe(
                HitsProbe.How.SLEEPABLE_MULTI, target, OptionalInt.of(target.pid()), RING_BYTES)) {
      target.command("10");
      // Others on this machine may have them on.
      try (Fd statistics = Bpf.enableStatistics()) {
        assertThat(statistics.number()).isPositive();
        long runs = probe.program.info().runs();
        assertThat(runs).isBetween(0L, 10L);
        target.command("10");
        assertThat(probe.program.info().runs() - runs).isEqualTo(10);
      }
      assertThat(probe.program.info().runNanos()).isPositive();
      assertThat(probe.program.info().verifiedInstructions()).isBetween(20, 200);
    }
  }

  @Test
  void hash_maps_are_read_key_by_key() {
    try (BpfMap map = Bpf.create(new MapSpec("groups", MapSpec.Type.HASH, 4, 8, 16))) {
      IntStream.range(0, 5).forEach(i -> map.update(bytes(i, 4), bytes(i * 10, 8)));
      assertThat(map.delete(bytes(3, 4))).isTrue();
      assertThat(map.delete(bytes(3, 4))).isFalse();
      List<Integer> keys = new ArrayList<>();
      for (byte[] key = map.nextKey(null).orElse(null);
          key != null;
          key = map.nextKey(key).orElse(null)) {
        keys.add((int) key[0]);
        assertThat(map.lookup(key))
            .hasValueSatisfying(
                v -> assertThat(v[0]).isEqualTo((byte) (10 * keys.get(keys.size() - 1))));
      }
      assertThat(keys).containsExactlyInAnyOrder(0, 1, 2, 4);
      assertThat(map.lookup(bytes(3, 4))).isEmpty();
    }
  }

  private static byte[] bytes(int value, int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 0);
    bytes[0] = (byte) value;
    return bytes;
  }
}
