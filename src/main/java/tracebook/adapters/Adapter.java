package tracebook.adapters;

import java.util.Optional;
import tracebook.types.StructType;

/**
 * Recognises a family of types. It answers only when every member that it relies on is there, of
 * the type and the size that it takes it for: a version of a library that lays them out differently
 * is not recognised, and its members are shown.
 */
interface Adapter {
  Optional<View> view(StructType type);
}
