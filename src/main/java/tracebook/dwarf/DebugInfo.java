package tracebook.dwarf;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tracebook.elf.Address;
import tracebook.elf.Companions;
import tracebook.elf.ElfFile;
import tracebook.types.Type;

/**
 * The debug info of one module. Safe for threads; nothing is read before it is asked for.
 *
 * <p>Every method may throw {@code Malformed}, naming file, section and offset.
 */
public interface DebugInfo extends AutoCloseable {
  /**
   * The debug info of a program or library. Reads from both files until it is closed, and closes
   * neither.
   *
   * @param program what is loaded: its code and its unwind table
   * @param debug the file with the debug info, as {@code DebugFiles} finds it; often the same
   */
  static DebugInfo open(ElfFile program, ElfFile debug) {
    return open(program, debug, Companions.standard(program));
  }

  /**
   * The same.
   *
   * @param companions finds the files that the debug info is spread over
   */
  static DebugInfo open(ElfFile program, ElfFile debug, Companions companions) {
    return new DwarfFile(program, debug, companions);
  }

  /**
   * Why the scopes, variables and types of this address are not known, or not all of them, although
   * there is debug info: a sentence about the file that has them. What a name means there must not
   * be guessed from the rest.
   */
  Optional<String> missingAt(Address pc);

  /** Why part of the debug info is not there, for each file that is missing; looks for all. */
  List<String> missing();

  /**
   * Why indexes of names that the debug file brings along, {@code .gdb_index} and {@code
   * .debug_names}, are not used, each a sentence; reads all of them. What is asked for is found
   * without them.
   */
  List<String> ignoredIndexes();

  /**
   * Producers named by the units (of those with their entries in other files, by the first), such
   * as {@code GNU C17 12.2.0 -O2}; without repetition.
   */
  List<String> producers();

  /**
   * Functions with code that have this plain, qualified or linkage name: bodies first, then inlined
   * copies, each by address.
   */
  List<Function> functions(String name);

  /**
   * The same of all names that a test holds for, plain or qualified. Much faster than one after the
   * other, and reads the whole index.
   */
  List<Function> functionsNamed(Predicate<String> names);

  /** The plain and qualified names of all functions, for globs and for nearest names. */
  Collection<String> functionNames();

  /**
   * The instructions of the function that holds this address; empty where they are not known, or
   * too many. The last few that were asked for are kept.
   */
  Optional<FunctionCode> codeAt(Address pc);

  /**
   * Whether the rows of the function that holds this address that begin a statement are in the
   * order of the source, wherever the optimiser moves the code.
   */
  boolean marksStatements(Address pc);

  /**
   * The other functions that have the code of a body: the symbols tell, in a stripped file nobody.
   * None of an inlined copy.
   */
  List<MergedFunction> mergedWith(Function body);

  /** The inlined copies that are entered at this address, also where it is other code's. */
  List<Function> enteredAt(Address pc);

  /** The body that holds this address. */
  Optional<Function> functionAt(Address pc);

  /**
   * The scopes that hold this address, innermost first, the function's body last. Empty between
   * functions. Of scopes beside each other that the optimiser made overlap, the first.
   */
  List<Scope> scopesAt(Address pc);

  /**
   * The scopes of one function that hold this address, without the inlined copies in it, then those
   * around it. Empty where the address is not in it.
   */
  List<Scope> scopesAt(Address pc, Function inside);

  /**
   * Names that another scope than those of {@link #scopesAt(Address)} declares, one beside them
   * that holds the address as well: an optimiser mixed the code of the two, and nobody can tell
   * which of the variables is meant.
   */
  Set<String> ambiguousAt(Address pc);

  /** The same of {@link #scopesAt(Address, Function)}, among the blocks of that function. */
  Set<String> ambiguousAt(Address pc, Function inside);

  /**
   * Variables of this name of the functions around a lambda, or around a function of a local class:
   * of whatever block, in front of it or behind.
   */
  List<Variable> variablesAround(Function inside, String name);

  /**
   * The direct calls of a function by code of this module, as far as the debug info describes them
   * (DW_TAG_call_site), each by the address that it returns to. None of an inlined copy, and none
   * where there are more than 64.
   */
  List<Address> directCalls(Function function);

  /**
   * The canonical frame address (DWARF 5, section 6.4) of a thread at this instruction: what the
   * stack pointer was before the call of its function. Empty where the unwind table does not say.
   */
  Optional<Term> frameAddressAt(Address pc);

  /**
   * How many elements a dimension of a variable-length array has, for a thread at this instruction:
   * {@link Location.Computed}, or why it is not known.
   *
   * @param entry as {@link tracebook.types.ArrayType#computed} names it
   * @param others whose calls may tell what the function was given
   */
  Location countAt(long entry, Address pc, OtherModules others);

  /** Source files of the units and line tables, as paths. */
  Collection<String> sourceFiles();

  /** All rows of one line of one file (a path from {@link #sourceFiles()}), by address. */
  List<LineRow> rows(String file, int line);

  /** All rows that start in a range of addresses, in the order of the table: by address. */
  List<LineRow> rows(AddressRange range);

  /** The lines of a file that have code, ascending, without repetition. */
  List<Integer> linesWithCode(String file);

  /** The line that an address belongs to. */
  Optional<LineRow> rowAt(Address pc);

  /** The number of a row among those of its address, from 0; above all if it is none of them. */
  int numberOf(LineRow row);

  /**
   * Global and file-static variables of this plain or qualified name; declarations without a
   * location are left out.
   */
  List<Variable> globals(String name);

  /**
   * File-static and global variables that the unit of this address declares, then those of other
   * units.
   */
  List<Variable> globals(String name, Address pc);

  /** Those defined under this name that have neither a place nor a value anywhere. */
  List<Variable> removedGlobals(String name);

  /** Those of them that are static in the unit of this address: there no other is meant. */
  List<Variable> removedStaticsOfUnit(String name, Address pc);

  /** Only those that the unit of this address declares. */
  List<Variable> globalsOfUnit(String name, Address pc);

  /**
   * Global and file-static variables that a source file (a path from {@link #sourceFiles()})
   * declares, by their qualified names: one of each, of a template one of each instance, the
   * nearest to an address.
   */
  List<Variable> globalsOfFile(String file, Address pc);

  /** The tables of the methods of Rust's types, by traits; of an address there may be several. */
  List<MethodTable> methodTables();

  Collection<String> globalNames();

  /**
   * What this name means, as in C ({@code struct req}, {@code unsigned int}, {@code req_t}) or
   * qualified: what the unit of {@code near} defines, else one of each definition that lays it out
   * differently, else a bare declaration. More than one: nothing tells which is meant.
   */
  List<NamedType> namedTypes(String name, Optional<Address> near);

  /** The same, without where they are declared. */
  default List<Type> types(String name, Optional<Address> near) {
    return namedTypes(name, near).stream().map(NamedType::type).toList();
  }

  /**
   * What this name means at an address by what a function declares in the blocks that hold it: the
   * innermost block's. More than one: nothing tells which is meant.
   *
   * @param inside the function, or the copy of one, that is meant
   */
  List<NamedType> localTypes(String name, Address pc, Function inside);

  /**
   * Types of this name that functions declare for themselves, of each that is laid out differently
   * one; looks through all units that have the name.
   */
  List<NamedType> localTypes(String name);

  Collection<String> typeNames();

  /**
   * What makes names of other namespaces known in a function: of its source file, and of any of its
   * blocks.
   */
  List<Using> usings(Function inside);

  /** Other names of namespaces, {@code namespace b = a;}, of all files. */
  List<Using> namespaceAliases();

  /** Qualified names of the namespaces that need not be written, {@code std::__cxx11}. */
  Collection<String> inlineNamespaces();

  @Override
  void close();
}
