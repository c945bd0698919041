package tracebook.dwarf;

import static tracebook.dwarf.Attributes.DW_AT_containing_type;
import static tracebook.dwarf.Attributes.DW_AT_type;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.bytes.Bytes;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;
import tracebook.types.Type;

/**
 * Finds the tables of methods: variables that rustc calls {@code <Square as Shape>::{vtable}}, of a
 * type whose DW_AT_containing_type is that of the objects. What stands in the file must agree: the
 * second word of a table is the size of the objects.
 */
final class MethodTables {
  private static final String NAME = "::{vtable}";
  private static final int WORD = 8;

  private final Module module;

  MethodTables(Module module) {
    this.module = module;
  }

  /** One of each address and type, by address as they stand in the file. */
  List<MethodTable> all() {
    Map<Key, MethodTable> found = new LinkedHashMap<>();
    for (long position : module.names.globalsNamed(name -> name.endsWith(NAME))) {
      Die die = module.units.die(position);
      Optional<Address> address = address(die, module);
      Optional<Type> of =
          module
              .units
              .target(die, DW_AT_type)
              .flatMap(table -> module.units.target(table, DW_AT_containing_type))
              .map(module.types::of);
      if (address.isPresent() && of.isPresent() && agrees(address.get(), of.get())) {
        found.putIfAbsent(
            new Key(address.get(), of.get().name()), new MethodTable(address.get(), of.get()));
      }
    }
    return List.copyOf(found.values());
  }

  private record Key(Address address, String type) {}

  /** Where a variable is that has one place. */
  static Optional<Address> address(Die die, Module module) {
    DieVariable variable =
        new DieVariable(module, List.of(die), Variable.Kind.STATIC, Optional.empty(), List.of());
    return variable.exists()
            && variable.locationAt(new Address(0))
                instanceof Location.InMemory(Term.Static(Address address))
        ? Optional.of(address)
        : Optional.empty();
  }

  private boolean agrees(Address table, Type type) {
    ElfFile program = module.sections.program();
    byte[] size = program.text(table.plus(WORD), WORD);
    OptionalLong said = type.size();
    return size.length == WORD
        && said.isPresent()
        && new Bytes("", "a table of methods", size).cursor(0).u64() == said.getAsLong();
  }
}
