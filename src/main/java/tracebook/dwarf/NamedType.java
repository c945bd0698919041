package tracebook.dwarf;

import tracebook.types.Type;

/**
 * A type that a name means.
 *
 * @param declared where the source has it; {@link SourceLine#UNKNOWN} for C's basic types
 */
public record NamedType(Type type, SourceLine declared) {}
