package tracebook.linux;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds functions and members of the running kernel by name in its type information: {@code
 * /sys/kernel/btf/vmlinux}, format in {@code Documentation/bpf/btf.rst}. Only walks over it: the
 * file has 5 MB, and the time to the first event counts.
 */
public final class KernelTypes {
  private static final Path VMLINUX = Path.of("/sys/kernel/btf/vmlinux");
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int MAGIC = 0xeb9f;
  private static final int KIND_STRUCT = 4;
  private static final int KIND_FUNC = 12;

  /** {@code struct btf_type}. */
  private static final int TYPE_BYTES = 12;

  /** By kind, what follows once: INT, ARRAY, VAR and DECL_TAG have something. */
  private static final byte[] FIXED_BYTES = {
    0, 4, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 4, 0, 0
  };

  /** By kind, what follows for each member: STRUCT, UNION, ENUM, FUNC_PROTO, DATASEC, ENUM64. */
  private static final byte[] MEMBER_BYTES = {
    0, 0, 0, 0, 12, 12, 8, 0, 0, 0, 0, 0, 0, 8, 0, 12, 0, 0, 0, 12
  };

  private static final Map<String, OptionalInt> FOUND = new ConcurrentHashMap<>();

  private static final Map<Field, OptionalInt> OFFSETS = new ConcurrentHashMap<>();

  private record Field(String struct, String member) {}

  private KernelTypes() {}

  /**
   * Where a member of a structure of the kernel begins, in bytes; empty if there is none, it is a
   * bit field, or there is no type information.
   */
  public static OptionalInt offsetOf(String struct, String member) {
    return OFFSETS.computeIfAbsent(new Field(struct, member), KernelTypes::search);
  }

  private static OptionalInt search(Field field) {
    if (!Files.exists(VMLINUX)) {
      return OptionalInt.empty();
    }
    try {
      return offset(contents(VMLINUX), field.struct, field.member);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static OptionalInt offset(byte[] file, String struct, String member) {
    ByteBuffer btf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int header = btf.getInt(4);
    int type = header + btf.getInt(8);
    int end = type + btf.getInt(12);
    int strings = header + btf.getInt(16);
    byte[] name = (struct + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] wanted = (member + "\0").getBytes(StandardCharsets.UTF_8);
    while (type < end) {
      int kind = file[type + 7] & 0x1f;
      int members = (file[type + 4] & 0xff) | (file[type + 5] & 0xff) << 8;
      int first = type + TYPE_BYTES;
      if (kind == KIND_STRUCT && isAt(file, strings + btf.getInt(type), name)) {
        // struct btf_member: name offset, type, offset in bits, with the top bit of the structure's
        // info a bit field's size in the upper 8.
        boolean sized = file[type + 7] < 0;
        for (int at = first; at < first + members * TYPE_BYTES; at += TYPE_BYTES) {
          if (isAt(file, strings + btf.getInt(at), wanted)) {
            int bits = btf.getInt(at + 8);
            boolean whole = bits % 8 == 0 && (!sized || bits >>> 24 == 0);
            return whole ? OptionalInt.of(bits / 8) : OptionalInt.empty();
          }
        }
      }
      type = first + FIXED_BYTES[kind] + MEMBER_BYTES[kind] * members;
    }
    return OptionalInt.empty();
  }

  private static boolean isAt(byte[] file, int at, byte[] name) {
    return at + name.length <= file.length
        && Arrays.equals(file, at, at + name.length, name, 0, name.length);
  }

  /** The BTF id of a kernel function; empty if there is none, or no type information. */
  public static OptionalInt find(String function) {
    return FOUND.computeIfAbsent(function, KernelTypes::search);
  }

  private static OptionalInt search(String function) {
    if (!Files.exists(VMLINUX)) {
      return OptionalInt.empty();
    }
    try {
      return search(contents(VMLINUX), function);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In chunks, which costs a third of what reading the file in one go does. */
  private static byte[] contents(Path file) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(Files.size(file))];
    try (InputStream in = new FileInputStream(file.toFile())) {
      int filled = 0;
      while (filled < bytes.length) {
        int read = in.read(bytes, filled, Math.min(CHUNK_BYTES, bytes.length - filled));
        if (read < 0) {
          throw new EOFException(file + " ends at " + filled + " of " + bytes.length);
        }
        filled += read;
      }
    }
    return bytes;
  }

  /**
   * Walks over the types. Runs once, in a cold virtual machine, so it keeps to what is quick when
   * interpreted: one loop over bytes, no calls but for names that may match.
   */
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
    int last = name.length - 1;
    byte lastLetter = name[last - 1];
    for (int id = 1; type < end; id++) {
      // struct btf_type: name offset, then the number of members in 16 bits, and the kind in 5 of
      // 8.
      int kind = file[type + 7] & 0x1f;
      if (kind == KIND_FUNC) {
        int at =
            strings
                + ((file[type] & 0xff)
                    | (file[type + 1] & 0xff) << 8
                    | (file[type + 2] & 0xff) << 16
                    | file[type + 3] << 24);
        int atEnd = at + last;
        if (atEnd < file.length
            && file[atEnd] == 0
            && file[atEnd - 1] == lastLetter
            && Arrays.equals(file, at, atEnd, name, 0, last)) {
          return OptionalInt.of(id);
        }
        type += TYPE_BYTES;
      } else {
        int members = (file[type + 4] & 0xff) | (file[type + 5] & 0xff) << 8;
        type += TYPE_BYTES + FIXED_BYTES[kind] + MEMBER_BYTES[kind] * members;
      }
    }
    return OptionalInt.empty();
  }
}
