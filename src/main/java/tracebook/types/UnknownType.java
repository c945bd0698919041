package tracebook.types;

import java.util.OptionalLong;

/**
 * A type that is not understood or not described.
 *
 * @param why a reason that a user can read: {@code DW_TAG_coarray_type is not supported}
 */
public record UnknownType(String name, OptionalLong size, String why) implements Type {}
