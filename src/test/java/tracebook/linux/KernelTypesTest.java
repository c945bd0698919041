package tracebook.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KernelTypesTest {
  /** Three types: an INT called {@code f}, a FUNC_PROTO, a FUNC called {@code f}. */
  private static byte[] btf() {
    byte[] strings = "\0f\0fg\0".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer types = ByteBuffer.allocate(16 + 20 + 12 + 12).order(ByteOrder.LITTLE_ENDIAN);
    types.putInt(1).putInt(1 << 24).putInt(4).putInt(32);
    types.putInt(0).putInt(13 << 24 | 1).putInt(1).putInt(0).putInt(1);
    types.putInt(3).putInt(12 << 24).putInt(2);
    types.putInt(1).putInt(12 << 24).putInt(2);
    ByteBuffer file =
        ByteBuffer.allocate(24 + types.capacity() + strings.length).order(ByteOrder.LITTLE_ENDIAN);
    file.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24);
    file.putInt(0).putInt(types.capacity()).putInt(types.capacity()).putInt(strings.length);
    return file.put(types.array()).put(strings).array();
  }

  @Test
  void a_function_is_found_by_its_whole_name_and_no_other_kind_is() {
    assertThat(KernelTypes.search(btf(), "f")).hasValue(4);
    assertThat(KernelTypes.search(btf(), "fg")).hasValue(3);
    assertThat(KernelTypes.search(btf(), "g")).isEmpty();
  }

  @Test
  void something_else_is_refused() {
    assertThatThrownBy(() -> KernelTypes.search(new byte[24], "f")).hasMessage("no BTF");
  }

  @Test
  void the_running_kernel_has_functions() {
    assumeTrue(Files.exists(Path.of("/sys/kernel/btf/vmlinux")), "no BTF of the kernel");
    assertThat(KernelTypes.find("schedule").orElseThrow()).isPositive();
    assertThat(KernelTypes.find("no_such_function_anywhere")).isEmpty();
  }
}
