package tracebook.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The invariant SAFE, as far as instructions can hold it. */
class AllowListTest {
  @Test
  void nothing_in_the_lists_writes_to_a_process_or_changes_its_flow() {
    List<String> names = new ArrayList<>();
    Arrays.stream(Helper.values()).map(Helper::kernelName).forEach(names::add);
    Arrays.stream(Kfunc.values()).map(Kfunc::kernelName).forEach(names::add);
    assertThat(names)
        .noneMatch(name -> name.contains("write_user"))
        .noneMatch(name -> name.contains("copy_to_user"))
        .noneMatch(name -> name.contains("signal"))
        .noneMatch(name -> name.contains("override"))
        .noneMatch(name -> name.contains("set_"))
        .noneMatch(name -> name.contains("kill"));
  }

  @Test
  void ids_are_those_of_the_kernel_header() throws IOException {
    Path header = Path.of("/usr/include/linux/bpf.h");
    assumeTrue(Files.exists(header), "no linux/bpf.h: install linux-libc-dev");
    String text = Files.readString(header);
    String list = text.substring(text.indexOf("BPF_FUNC_MAPPER"));
    List<String> byId = new ArrayList<>();
    Matcher entry = Pattern.compile("FN\\((\\w+)[,)]").matcher(list);
    while (entry.find()) {
      byId.add("bpf_" + entry.group(1));
    }
    for (Helper helper : Helper.values()) {
      assertThat(byId.get(helper.id())).isEqualTo(helper.kernelName());
    }
  }
}
