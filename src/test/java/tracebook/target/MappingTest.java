package tracebook.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MappingTest {
  private static final List<Mapping> MAPS =
      """
      555555554000-555555555000 r--p 00000000 fe:00 11                         /opt/my app/server
      555555555000-555555557000 r-xp 00001000 fe:00 11                         /opt/my app/server
      555555557000-555555558000 r--p 00002000 fe:00 11                         /opt/my app/server
      555555558000-555555559000 rw-p 00002000 fe:00 11                         /opt/my app/server
      555555559000-55555557a000 rw-p 00000000 00:00 0                          [heap]
      7ffff0000000-7ffff0001000 r--p 00000000 fe:00 22                         /lib/two.so (deleted)
      7ffff0001000-7ffff0002000 r-xp 00001000 fe:00 22                         /lib/two.so (deleted)
      7ffff1000000-7ffff1001000 r--p 00000000 fe:00 22                         /lib/two.so (deleted)
      7ffff1001000-7ffff1002000 r-xp 00001000 fe:00 22                         /lib/two.so (deleted)
      7ffff2000000-7ffff2001000 r--p 00000000 fe:00 33                         /usr/share/data
      7ffff7fc0000-7ffff7fc2000 r-xp 00000000 00:00 0                          [vdso]
      7ffff7fd0000-7ffff7fd1000 rw-p 00000000 00:00 0\s
      ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
      """
          .lines()
          .map(Mapping::parse)
          .toList();

  @Test
  void a_line_of_maps() {
    assertThat(MAPS.get(1))
        .isEqualTo(
            new Mapping(
                0x555555555000L,
                0x555555557000L,
                "r-xp",
                0x1000,
                new Mapping.FileId("fe:00", 11),
                "/opt/my app/server",
                false));
    assertThat(MAPS.get(5).deleted()).isTrue();
    assertThat(MAPS.get(5).path()).isEqualTo("/lib/two.so");
    assertThat(MAPS.get(11).path()).isEmpty();
    assertThat(MAPS.get(12).contains(0xffffffffff600fffL)).isTrue();
    assertThat(MAPS.get(12).contains(0xffffffffff601000L)).isFalse();
    assertThatThrownBy(() -> Mapping.parse("what")).hasMessage("no mapping: `what`");
  }

  @Test
  void a_file_loaded_twice_is_two_modules_and_data_is_none() {
    assertThat(LoadedModule.of(MAPS))
        .extracting(LoadedModule::path, LoadedModule::base)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/opt/my app/server", 0x555555554000L),
            org.assertj.core.groups.Tuple.tuple("/lib/two.so", 0x7ffff0000000L),
            org.assertj.core.groups.Tuple.tuple("/lib/two.so", 0x7ffff1000000L));
  }

  @Test
  void addresses_and_file_offsets() {
    LoadedModule server = LoadedModule.of(MAPS).get(0);
    assertThat(server.addressOf(0x1234)).hasValue(0x555555555234L);
    assertThat(server.addressOf(0x3000)).isEmpty();
    assertThat(server.addressOf(0)).as("mapped, not as code").isEmpty();
    assertThat(server.fileOffsetOf(0x555555556010L)).hasValue(0x2010);
    assertThat(server.fileOffsetOf(0x1000)).isEmpty();
  }

  @Test
  void a_device_is_told_to_the_kernel_in_its_own_encoding() {
    assertThat(TargetProcess.kernelDevice(4)).isEqualTo(4);
    assertThat(TargetProcess.kernelDevice(0xfe01)).isEqualTo(0xfe << 20 | 1);
    assertThat(TargetProcess.kernelDevice(0x100004)).isEqualTo(0x104);
  }

  @Test
  void a_name_may_hold_anything() {
    ProcessStatus status =
        ProcessStatus.parse(
            "Name:\tx\nTgid:\t7\nTracerPid:\t9\nUid:\t1000\t0\t0\t0\nNSpid:\t7\t1\n",
            "7 (a) b (c) S 1 7 7 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 4711 0 0");
    assertThat(status).isEqualTo(new ProcessStatus("a) b (c", 'S', 7, 9, 1000, 1, false, 4711));
  }
}
