package tracebook.values;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Expressions by the names of their operations, as the assembler takes them: {@code lit5 breg3 -8
 * plus stack_value}. A name before a colon is a label for {@code bra} and {@code skip}; {@code
 * entry_value ( reg5 )} has an expression as its operand.
 */
final class HandWritten {
  /**
   * What the standard (DWARF 5, table 7.9) and GNU call an operation, its number, and its operands:
   * 1, 2, 4, 8 bytes, u and s LEB128 numbers, a an address, b bytes behind their number, c bytes
   * behind their number in one byte, x an expression, l a label of the expression, h an entry from
   * the unit on in 2 bytes, w in 4, t in a LEB128 number, r an entry of the section.
   */
  private static final String OPERATIONS =
      """
      addr 03 a, deref 06, const1u 08 1, const1s 09 1, const2u 0a 2, const2s 0b 2, const4u 0c 4
      const4s 0d 4, const8u 0e 8, const8s 0f 8, constu 10 u, consts 11 s, dup 12, drop 13, over 14
      pick 15 1, swap 16, rot 17, xderef 18, abs 19, and 1a, div 1b, minus 1c, mod 1d, mul 1e
      neg 1f, not 20, or 21, plus 22, plus_uconst 23 u, shl 24, shr 25, shra 26, xor 27, bra 28 l
      eq 29, ge 2a, gt 2b, le 2c, lt 2d, ne 2e, skip 2f l, regx 90 u, fbreg 91 s, bregx 92 us
      piece 93 u, deref_size 94 1, xderef_size 95 1, nop 96, push_object_address 97, call2 98 h
      call4 99 w, call_ref 9a r, form_tls_address 9b, call_frame_cfa 9c, bit_piece 9d uu
      implicit_value 9e b, stack_value 9f, implicit_pointer a0 rs, addrx a1 u, constx a2 u
      entry_value a3 x, const_type a4 tc, regval_type a5 ut, deref_type a6 1t, xderef_type a7 1t
      convert a8 t, reinterpret a9 t, GNU_push_tls_address e0, HP_is_value e1, HP_fltconst4 e2
      HP_fltconst8 e3, HP_mod_range e4, HP_unmod_range e5, HP_tls e6, lo_user_e7 e7
      INTEL_bit_piece e8, LLVM_user e9, AARCH64_operation ea, WASM_location ed
      WASM_location_int ee, GNU_uninit f0, GNU_encoded_addr f1, GNU_implicit_pointer f2 rs
      GNU_entry_value f3 x, GNU_const_type f4 tc, GNU_regval_type f5 ut, GNU_deref_type f6 1t
      GNU_convert f7 t, PGI_omp_thread_num f8, GNU_reinterpret f9 t, GNU_parameter_ref fa w
      GNU_addr_index fb u, GNU_const_index fc u, GNU_variable_value fd r\
      """;

  private static final Map<String, String> KNOWN = known();

  private final StringBuilder out = new StringBuilder();
  private final Set<String> unused = new TreeSet<>(KNOWN.keySet());
  private int labels;

  private static Map<String, String> known() {
    Map<String, String> known = new LinkedHashMap<>();
    for (String operation : OPERATIONS.split("[,\n]", -1)) {
      String[] words = operation.strip().split(" ", -1);
      known.put(words[0], "0x" + words[1] + (words.length > 2 ? " " + words[2] : " "));
    }
    for (int i = 0; i < 32; i++) {
      known.put("lit" + i, "0x%x ".formatted(0x30 + i));
      known.put("reg" + i, "0x%x ".formatted(0x50 + i));
      known.put("breg" + i, "0x%x s".formatted(0x70 + i));
    }
    return known;
  }

  /** Names that no expression had. */
  Set<String> unused() {
    return unused;
  }

  HandWritten line(String text) {
    out.append(text).append('\n');
    return this;
  }

  /** An expression behind its length, DW_FORM_exprloc. */
  HandWritten expression(String text) {
    Deque<String> words = new ArrayDeque<>(List.of(text.strip().split("\\s+")));
    block(words, "", labels++);
    if (!words.isEmpty()) {
      throw new AssertionError("left over: " + words);
    }
    return this;
  }

  private void block(Deque<String> words, String end, int scope) {
    String label = ".Lx" + labels++;
    line("  .uleb128 %s_end-%s".formatted(label, label));
    line(label + ":");
    while (!words.isEmpty() && !words.peek().equals(end)) {
      operation(words, scope);
    }
    line(label + "_end:");
  }

  private void operation(Deque<String> words, int scope) {
    String name = words.remove();
    if (name.endsWith(":")) {
      line(".Lb%d_%s".formatted(scope, name));
      return;
    }
    String[] operation = KNOWN.getOrDefault(name, "no operation").split(" ", -1);
    unused.remove(name);
    line("  .byte " + operation[0] + " # " + name);
    for (char kind : operation[1].toCharArray()) {
      switch (kind) {
        case '1' -> line("  .byte " + words.remove());
        case '2' -> line("  .2byte " + words.remove());
        case '4' -> line("  .4byte " + words.remove());
        case '8', 'a' -> line("  .8byte " + words.remove());
        case 'u' -> line("  .uleb128 " + words.remove());
        case 's' -> line("  .sleb128 " + words.remove());
        case 'h' -> line("  .2byte " + words.remove() + "-.Lunit");
        case 'w' -> line("  .4byte " + words.remove() + "-.Lunit");
        case 't' -> type(words.remove());
        case 'r' -> line("  .4byte " + words.remove());
        case 'l' -> {
          String next = ".Lb" + labels++;
          line("  .2byte .Lb%d_%s-%s".formatted(scope, words.remove(), next));
          line(next + ":");
        }
        case 'b', 'c' -> {
          String bytes = words.remove();
          line("  .byte " + bytes.split(",", -1).length);
          line("  .byte " + bytes);
        }
        case 'x' -> {
          words.remove(); // (
          block(words, ")", scope);
          words.remove();
        }
        default -> throw new AssertionError(kind);
      }
    }
  }

  /** A type's entry, or the generic type. */
  private void type(String label) {
    line("  .uleb128 " + (label.equals("0") ? "0" : label + "-.Lunit"));
  }

  /** A program of this and of a C file. */
  Path program(Path directory, String... more) {
    Path source = directory.resolve("written.s");
    Path program = directory.resolve("written");
    try {
      Files.writeString(source, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> make = new ArrayList<>(List.of("gcc", "-w", "-o", program.toString()));
    make.addAll(List.of(more));
    make.add(source.toString());
    Compiled.run(make);
    return program;
  }
}
