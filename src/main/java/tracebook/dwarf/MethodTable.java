package tracebook.dwarf;

import tracebook.elf.Address;
import tracebook.types.Type;

/**
 * A table of the methods that a type of Rust has for a trait, to which every pointer to an object
 * of unknown type ({@code &dyn Trait}) points.
 *
 * @param of the type that the objects behind such pointers have
 */
public record MethodTable(Address address, Type of) {}
