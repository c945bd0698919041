package tracebook.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What the verifier wants to know of a program with functions: the type of each, in BTF ({@code
 * Documentation/bpf/btf.rst}), and which function has which. The types are the same for all
 * programs: the numbers of types are those of their places.
 */
final class FunctionTypes {
  /** sizeof(struct bpf_func_info), include/uapi/linux/bpf.h. */
  static final int RECORD_BYTES = 8;

  private static final int MAGIC = 0xeb9f;
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 24;

  private static final int KIND_INT = 1 << 24;
  private static final int KIND_PTR = 2 << 24;
  private static final int KIND_FUNC = 12 << 24;
  private static final int KIND_FUNC_PROTO = 13 << 24;

  /** Of a KIND_FUNC: verified where it is used, which callbacks must be. */
  private static final int STATIC = 0;

  /** Of a KIND_FUNC: verified once, by itself. */
  private static final int GLOBAL = 1;

  private static final int U64 = 1;
  private static final int POINTER = 2;
  private static final int PROBE = 4;
  private static final int OF_NUMBERS = 6;
  private static final int OTHER = 8;

  private static final String NAMES = "\0u64\0probe\0of_numbers\0other\0of\0";

  /** The kernel wants parameters of functions to have names. */
  private static final int OF = name("of");

  private static final int[] TYPES = {
    name("u64"),
    KIND_INT,
    8,
    64,
    0,
    KIND_PTR,
    0,
    0,
    KIND_FUNC_PROTO | 1,
    U64,
    OF,
    POINTER,
    name("probe"),
    KIND_FUNC | GLOBAL,
    PROBE - 1,
    0,
    KIND_FUNC_PROTO | 3,
    U64,
    OF,
    U64,
    OF,
    U64,
    OF,
    U64,
    name("of_numbers"),
    KIND_FUNC | GLOBAL,
    OF_NUMBERS - 1,
    0,
    KIND_FUNC_PROTO | 3,
    U64,
    OF,
    POINTER,
    OF,
    POINTER,
    OF,
    POINTER,
    name("other"),
    KIND_FUNC | STATIC,
    OTHER - 1,
  };

  private FunctionTypes() {}

  private static int name(String name) {
    return NAMES.indexOf("\0" + name + "\0") + 1;
  }

  static byte[] btf() {
    byte[] names = NAMES.getBytes(StandardCharsets.US_ASCII);
    int bytes = 4 * TYPES.length;
    ByteBuffer btf =
        ByteBuffer.allocate(HEADER_BYTES + bytes + names.length).order(ByteOrder.LITTLE_ENDIAN);
    btf.putShort((short) MAGIC).put((byte) VERSION).put((byte) 0).putInt(HEADER_BYTES);
    btf.putInt(0).putInt(bytes).putInt(bytes).putInt(names.length);
    for (int word : TYPES) {
      btf.putInt(word);
    }
    btf.put(names);
    return btf.array();
  }

  /** An array of struct bpf_func_info, in the order of the slots. */
  static byte[] records(ProgramSpec.Functions functions) {
    record Function(int slot, int type) {}

    var all =
        Stream.of(
                Stream.of(new Function(0, PROBE)),
                functions.ofNumbers().stream().map(slot -> new Function(slot, OF_NUMBERS)),
                functions.others().stream().map(slot -> new Function(slot, OTHER)))
            .flatMap(f -> f)
            .sorted(Comparator.comparingInt(Function::slot))
            .toList();
    ByteBuffer records =
        ByteBuffer.allocate(RECORD_BYTES * all.size()).order(ByteOrder.LITTLE_ENDIAN);
    all.forEach(f -> records.putInt(f.slot()).putInt(f.type()));
    return records.array();
  }
}
