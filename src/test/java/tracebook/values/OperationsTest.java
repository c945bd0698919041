package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.TraceTable;

/**
 * Each operation of DWARF 2 to 5 and of its vendors, evaluated by a real probe in a program whose
 * registers and memory are known (written.s): a table shows the value that the standard gives it,
 * or the reason why there is none, and never another one than gdb.
 */
@Timeout(300)
class OperationsTest {
  /**
   * Name, type, expression, what is asked behind the name, what a table shows, and what gdb says
   * where that is not the same: {@code *} for an error or what is known to be wrong.
   */
  private static final String ROWS =
      """
      addr | long | addr data | | -8613303245920329199
      deref | long | addr pointer deref | | 77
      const1u | long | const1u 255 stack_value | | 255
      const1s | long | const1s 255 stack_value | | -1
      const2u | long | const2u 65535 stack_value | | 65535
      const2s | long | const2s 65535 stack_value | | -1
      const4u | long | const4u 0xffffffff stack_value | | 4294967295
      const4s | long | const4s 0xffffffff stack_value | | -1
      const8u | ulong | const8u 0xfffffffffffffffe stack_value | | 18446744073709551614
      const8s | long | const8s 0xfffffffffffffffe stack_value | | -2
      constu | long | constu 300 stack_value | | 300
      consts | long | consts -300 stack_value | | -300
      dup | long | const1u 6 dup mul stack_value | | 36
      drop | long | lit9 lit4 drop stack_value | | 9
      over | long | lit9 lit4 over minus stack_value | | -5
      pick | long | lit1 lit2 lit3 pick 2 stack_value | | 1
      swap | long | lit9 lit4 swap minus stack_value | | -5
      rot | long | lit1 lit2 lit3 rot lit10 mul plus lit10 mul plus stack_value | | 213
      xderef | long | lit0 addr data xderef | | <in another address space, by DW_OP_xderef> | *
      abs | long | breg3 0 abs stack_value | | 5
      and | long | lit12 breg2 0 and stack_value | | 4
      div | long | breg3 0 lit2 div stack_value | | -2
      minus | long | lit2 lit7 minus stack_value | | -5
      mod | long | breg3 0 lit7 mod stack_value | | 4
      mul | long | breg3 0 lit7 mul stack_value | | -35
      neg | long | lit7 neg stack_value | | -7
      not | long | lit7 not stack_value | | -8
      or | long | lit12 breg2 0 or stack_value | | 15
      plus | long | breg3 0 lit7 plus stack_value | | 2
      plus_uconst | long | breg3 0 plus_uconst 300 stack_value | | 295
      shl | long | breg2 0 lit4 shl stack_value | | 112
      shr | long | breg3 0 const1u 60 shr stack_value | | 15
      shra | long | breg3 0 lit1 shra stack_value | | -3
      xor | long | lit12 breg2 0 xor stack_value | | 11
      bra | long | breg2 0 bra yes lit1 skip end yes: lit2 end: stack_value | | 2
      bra_not | long | breg2 -7 bra yes lit1 skip end yes: lit2 end: stack_value | | 1
      loop | long | lit3 again: lit1 minus dup bra again stack_value | | <computed by an expression with a loop> | *
      eq | long | breg3 5 lit0 eq stack_value | | 1
      ne | long | breg3 5 lit0 ne stack_value | | 0
      ge | long | breg3 0 lit2 ge stack_value | | 0
      gt | long | lit2 breg3 0 gt stack_value | | 1
      le | long | breg3 0 lit2 le stack_value | | 1
      lt | long | breg3 0 lit2 lt stack_value | | 1
      regx | long | regx 3 | | -5
      stack | long | breg7 0 deref stack_value | | 4711
      regx_vector | long | regx 17 | | <in a vector register> | *
      fbreg | long | fbreg -16 | | 4711
      bregx | long | bregx 3 12 stack_value | | 7
      bregx_vector | long | bregx 18 0 stack_value | | <in a vector register> | *
      piece | pair | reg3 piece 4 reg2 piece 4 fbreg -16 piece 8 | .a | -5
      piece | | | .b | 7
      piece | | | .c | 4711
      parts | pair | lit7 stack_value piece 4 implicit_value 1,2,3,4 piece 4 piece 8 | .a | 7
      parts | | | .b | 67305985
      parts | | | .c | <optimized out>
      vector | pair | reg17 piece 8 reg2 piece 8 | .b | <in a vector register> | *
      vector | | | .c | 7
      bit_piece | long | reg2 bit_piece 3 0 reg4 bit_piece 13 1 fbreg -16 bit_piece 48 3 | | 38535255
      bit_parts | long | lit5 stack_value bit_piece 7 0 implicit_value 255,1,0,0,0,0,0,0 bit_piece 57 2 | | 16261
      bit_gap | long | reg2 bit_piece 9 0 bit_piece 55 0 | | <optimized out> | *
      bit_short | long | lit5 stack_value bit_piece 7 0 implicit_value 255,1 bit_piece 57 2 | | <only partly known> | *
      short | long | reg2 bit_piece 9 0 | | <partly optimized out> | *
      deref_size1 | long | addr data deref_size 1 stack_value | | 17
      deref_size2 | long | addr data deref_size 2 stack_value | | 8721
      deref_size4 | long | addr data deref_size 4 stack_value | | 1144201745
      deref_size8 | long | addr data deref_size 8 stack_value | | -8613303245920329199
      xderef_size | long | lit0 addr data xderef_size 4 | | <in another address space, by DW_OP_xderef_size> | *
      nop | long | nop breg2 0 nop stack_value | | 7
      object | long | push_object_address | | <relative to an object that the debug info does not name> | *
      call2 | long | call2 v_addr plus_uconst 8 | | -2
      call4 | long | call4 v_addr lit16 plus | | 77
      call_ref | long | call_ref v_addr plus_uconst 8 deref stack_value | | -2 | *
      call_whole | long | call4 v_const1u | | 255
      call_nothing | long | lit7 call4 nowhere stack_value | | 7
      called | long | breg2 0 bra yes addr data skip end yes: addr pointer end: | | *
      call_branch | long | call4 v_called lit8 minus | | 77
      call_twice | long | call2 v_call2 call2 v_call4 swap minus stack_value | | 8
      call_frame | long | call4 v_fbreg deref stack_value | | 4711
      call_itself | long | call4 v_call_itself | | <computed by an expression that is too long> | *
      tls | long | const8u of_thread@dtpoff form_tls_address | | 4242 | *
      tls_gnu | long | const8u of_thread@dtpoff GNU_push_tls_address | | 4242 | *
      cfa | long | call_frame_cfa const1u 16 minus deref stack_value | | 4711
      implicit_value | long | implicit_value 1,2,3,4,5,6,7,8 | | 578437695752307201
      implicit_pointer | plong | implicit_pointer v_const1u 0 | * | 255
      implicit_inside | plong | implicit_pointer v_piece 8 | * | 4711
      implicit_chain | pplong | implicit_pointer v_implicit_pointer 0 | ** | 255
      gnu_implicit_pointer | plong | GNU_implicit_pointer v_const1u 0 | * | 255
      addrx | long | addrx 0 | | -8613303245920329199
      constx | long | constx 1 stack_value | | 123456 | *
      gnu_addr_index | long | GNU_addr_index 0 | | -8613303245920329199
      gnu_const_index | long | GNU_const_index 1 stack_value | | 123456
      entry | long | entry_value ( reg5 ) stack_value | | 99
      entry_plus | long | entry_value ( reg5 ) lit1 plus stack_value | | 100
      entry_deref | long | entry_value ( breg5 0 deref ) stack_value | | -3
      entry_deref1 | long | entry_value ( breg5 0 deref_size 1 ) stack_value | | 253 | *
      entry_elsewhere | long | entry_value ( breg5 8 deref ) stack_value | | <only its value at the function's entry is known> | *
      entry_untold | long | entry_value ( reg4 ) stack_value | | <only its value at the function's entry is known> | *
      gnu_entry | long | GNU_entry_value ( reg5 ) stack_value | | 99
      parameter_ref | long | GNU_parameter_ref dropped stack_value | | 98
      variable_value | long | GNU_variable_value v_const1u stack_value | | 255
      const_type | long | const_type int 255,255,255,255 convert long stack_value | | -1
      gnu_const_type | long | GNU_const_type uint 255,255,255,255 convert long stack_value | | 4294967295
      regval_type | long | regval_type 3 int convert long stack_value | | -5
      regval_wide | long | regval_type 3 uint convert long stack_value | | 4294967291
      gnu_regval_type | long | GNU_regval_type 3 int convert long stack_value | | -5
      deref_type | long | addr data+8 deref_type 4 int convert long stack_value | | -2
      gnu_deref_type | long | addr data+8 GNU_deref_type 4 uint convert long stack_value | | 4294967294
      xderef_type | long | lit0 addr data xderef_type 4 int | | <in another address space, by DW_OP_xderef_type> | *
      convert | long | const1u 200 convert schar convert long stack_value | | -56
      convert_generic | long | const1u 200 convert schar convert 0 stack_value | | -56
      gnu_convert | long | const1u 200 GNU_convert schar GNU_convert long stack_value | | -56
      reinterpret | long | const_type uint 254,255,255,255 reinterpret int convert long stack_value | | -2
      gnu_reinterpret | long | const_type uint 254,255,255,255 GNU_reinterpret int convert long stack_value | | -2
      typed_wraps | long | const_type int 255,255,255,127 const_type int 1,0,0,0 plus convert long stack_value | | -2147483648
      typed_mod | long | const_type int 251,255,255,255 const_type int 3,0,0,0 mod stack_value | | <computed by a modulo whose meaning DWARF leaves open> | *
      typed_mod_unsigned | long | const_type uint 251,255,255,255 const_type uint 7,0,0,0 mod convert long stack_value | | 6
      typed_div | long | const_type uint 251,255,255,255 const_type uint 2,0,0,0 div convert long stack_value | | 2147483645
      typed_less | long | const_type uint 251,255,255,255 const_type uint 2,0,0,0 lt stack_value | | 0
      typed_shift | long | const_type int 251,255,255,255 lit1 shra convert long stack_value | | -3 | *
      two_types | long | const_type int 1,0,0,0 lit1 plus stack_value | | <computed from numbers of two types> | *
      floating | long | breg3 0 convert double convert long stack_value | | <computed from floating-point numbers> | *
      uninit | long | reg3 GNU_uninit | | <not initialised here> | *
      encoded | long | GNU_encoded_addr | | <DW_OP_GNU_encoded_addr is not supported> | *
      pgi | long | PGI_omp_thread_num | | <DW_OP_PGI_omp_thread_num is not supported> | *
      hp1 | long | HP_is_value | | <DW_OP_HP_is_value is not supported> | *
      hp2 | long | HP_fltconst4 | | <DW_OP_HP_fltconst4 is not supported> | *
      hp3 | long | HP_fltconst8 | | <DW_OP_HP_fltconst8 is not supported> | *
      hp4 | long | HP_mod_range | | <DW_OP_HP_mod_range is not supported> | *
      hp5 | long | HP_unmod_range | | <DW_OP_HP_unmod_range is not supported> | *
      hp6 | long | HP_tls | | <DW_OP_HP_tls is not supported> | *
      unknown | long | lo_user_e7 | | <DW_OP 0xe7 is not supported> | *
      intel | long | INTEL_bit_piece | | <DW_OP_INTEL_bit_piece is not supported> | *
      llvm | long | LLVM_user | | <DW_OP_LLVM_user is not supported> | *
      aarch64 | long | AARCH64_operation | | <DW_OP_AARCH64_operation is not supported> | *
      wasm | long | WASM_location | | <DW_OP_WASM_location is not supported> | *
      wasm_int | long | WASM_location_int | | <DW_OP_WASM_location_int is not supported> | *
      """;

  /** At {@code here}, by DWARF's numbers; rsp is another one under gdb. */
  private static final String[] REGISTERS = {
    "1234605616436508552",
    "*",
    "7",
    "-5",
    "20",
    "3",
    "*",
    "* | *",
    "8",
    "9",
    "10",
    "11",
    "12",
    "13",
    "14",
    "15"
  };

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
    Compiled.require("gcc", "gdb");
  }

  /**
   * A variable, and what is asked of it.
   *
   * @param expression empty where it is that of the row before
   */
  private record Row(
      String name, String type, String expression, String asked, String shown, String gdb) {
    static Row of(String line) {
      String[] words = Arrays.copyOf((line + " ").split("[|]", -1), 6);
      Arrays.setAll(words, i -> words[i] == null ? "" : words[i].strip());
      return new Row("v_" + words[0], words[1], words[2], words[3], words[4], words[5]);
    }

    String column() {
      return asked.startsWith("*") ? asked + name : name + asked;
    }
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>(ROWS.lines().map(Row::of).toList());
    for (int i = 0; i < 32; i++) {
      rows.add(Row.of("lit%d | long | lit%d stack_value | | %d".formatted(i, i, i)));
      String why =
          i == 16 ? "<in register 16, which a probe cannot see>" : "<in a vector register>";
      rows.add(
          Row.of(
              "reg%d | long | reg%d | | %s".formatted(i, i, i < 16 ? REGISTERS[i] : why + " | *")));
      rows.add(
          Row.of(
              "breg%d | long | breg%d 0 stack_value | | %s"
                  .formatted(i, i, i < 16 ? REGISTERS[i] : why + " | *")));
    }
    return rows;
  }

  @Test
  void eachOperationGivesTheValueOfTheStandard() throws IOException {
    HandWritten written = new HandWritten();
    written.line(Files.readString(Path.of(Compiled.source("written.s"))));
    List<Row> rows = rows();
    for (Row row : rows) {
      if (!row.expression.isEmpty()) {
        written.line(row.name + ":").line("  .uleb128 4").line("  .string \"" + row.name + "\"");
        written.line("  .4byte " + row.type + "-.Lunit").expression(row.expression);
      }
    }
    written.line("  .byte 0, 0").line(".Lunit_end:");
    assertThat(written.unused()).isEmpty();
    Path program = written.program(directory, "-no-pie");
    String columns = String.join(", ", rows.stream().map(Row::column).toList());
    TraceTable table =
        Notebook.run(
                "%%trace --for 30s --launch '"
                    + program
                    + "'\ntrace written.s:12 { emit "
                    + columns
                    + "; }")
            .table("events");
    assertThat(table.rowCount()).isEqualTo(1);
    Map<String, String> gdb = gdb(program, rows);
    List<String> wrong = new ArrayList<>();
    for (Row row : rows) {
      String column = row.column();
      String why = table.why(0, column);
      String shown =
          why.isEmpty() ? table.getString(0, table.columnIndex(column)) : "<" + why + ">";
      if (!row.shown.equals("*") && !shown.equals(row.shown)) {
        wrong.add(row.expression + " " + column + ": " + shown + ", not " + row.shown);
      }
      if (!row.gdb.equals("*") && !shown.equals(gdb.get(column))) {
        wrong.add(row.expression + " " + column + ": " + shown + ", but gdb " + gdb.get(column));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private Map<String, String> gdb(Path program, List<Row> rows) throws IOException {
    Path file = directory.resolve("commands");
    List<String> lines =
        new ArrayList<>(List.of("set startup-with-shell off", "break *here", "run"));
    for (Row row : rows) {
      lines.add("echo \\n=" + row.column() + "=");
      // An error ends a script.
      lines.add(
          "python\ntry:\n  print(gdb.parse_and_eval('%s'))\nexcept gdb.error as e:\n  print(e)\nend"
              .formatted(row.column()));
    }
    Files.write(file, lines);
    Map<String, String> said = new LinkedHashMap<>();
    for (String line :
        Compiled.run(List.of("gdb", "-nx", "-batch", "-x", file.toString(), program.toString()))) {
      String[] words = line.split("=", 3);
      if (line.startsWith("=") && words.length == 3) {
        said.put(words[1], words[2]);
      }
    }
    return said;
  }
}
