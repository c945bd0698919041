package tracebook.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds functions of the running kernel by name in its type information: {@code
 * /sys/kernel/btf/vmlinux}, format in {@code Documentation/bpf/btf.rst}. Only walks over it: the
 * file has 5 MB, and the time to the first event counts.
 */
public final class KernelTypes {
  private static final Path VMLINUX = Path.of("/sys/kernel/btf/vmlinux");
  private static final int MAGIC = 0xeb9f;
  private static final int KIND_FUNC = 12;

  private static final Map<String, OptionalInt> FOUND = new ConcurrentHashMap<>();

  private KernelTypes() {}

  /** The BTF id of a kernel function; empty if there is none, or no type information. */
  public static OptionalInt find(String function) {
    return FOUND.computeIfAbsent(function, KernelTypes::search);
  }

  private static OptionalInt search(String function) {
    if (!Files.exists(VMLINUX)) {
      return OptionalInt.empty();
    }
    try {
      return search(Files.readAllBytes(VMLINUX), function);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static OptionalInt search(byte[] file, String function) {
    ByteBuffer btf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (Short.toUnsignedInt(btf.getShort(0)) != MAGIC) {
      throw new IllegalArgumentException("no BTF");
    }
    int header = btf.getInt(4);
    int type = header + btf.getInt(8);
    int end = type + btf.getInt(12);
    int strings = header + btf.getInt(16);
    byte[] name = (function + "\0").getBytes(StandardCharsets.UTF_8);
    for (int id = 1; type < end; id++) {
      int info = btf.getInt(type + 4);
      int kind = info >>> 24 & 0x1f;
      if (kind == KIND_FUNC && startsWith(file, strings + btf.getInt(type), name)) {
        return OptionalInt.of(id);
      }
      type += 12 + bytesAfter(kind, info & 0xffff);
    }
    return OptionalInt.empty();
  }

  private static boolean startsWith(byte[] file, int at, byte[] name) {
    if (at + name.length > file.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (file[at + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** How long the kind's own data is, behind {@code struct btf_type}. */
  private static int bytesAfter(int kind, int members) {
    return switch (kind) {
      case 1 -> 4; // INT
      case 3 -> 12; // ARRAY
      case 4, 5 -> 12 * members; // STRUCT, UNION
      case 6 -> 8 * members; // ENUM
      case 13 -> 8 * members; // FUNC_PROTO
      case 14 -> 4; // VAR
      case 15 -> 12 * members; // DATASEC
      case 17 -> 4; // DECL_TAG
      case 19 -> 12 * members; // ENUM64
      // PTR, FWD, TYPEDEF, VOLATILE, CONST, RESTRICT, FUNC, FLOAT, TYPE_TAG
      case 2, 7, 8, 9, 10, 11, 12, 16, 18 -> 0;
      default -> throw new IllegalArgumentException("BTF kind " + kind + " is unknown");
    };
  }
}
