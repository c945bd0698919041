package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.StructType;

/**
 * Objects of C++ that hold one of any type, {@code std::function} and {@code std::any}: the name of
 * that type, which the function or the class that looks after it was made for.
 */
final class Erased implements Adapter {
  /**
   * @param prefix of the name of the type
   * @param path of the address of the function
   * @param argument as in {@link View.OfInstance}
   */
  private record Known(String prefix, String path, List<View.Instance> functions, int argument) {}

  private static final List<Known> ALL =
      List.of(
          new Known(
              "std::function<",
              "_M_manager",
              List.of(new View.Instance("std::_Function_handler", "_M_manager")),
              1),
          new Known(
              "std::function<",
              "__f_.__f_",
              List.of(new View.Instance("std::__function::__func", "")),
              0),
          new Known(
              "std::any",
              "_M_manager",
              List.of(
                  new View.Instance("std::any::_Manager_internal", "_S_manage"),
                  new View.Instance("std::any::_Manager_external", "_S_manage")),
              0),
          new Known(
              "std::any",
              "__h",
              List.of(
                  new View.Instance("std::__any_imp::_SmallHandler", "__handle"),
                  new View.Instance("std::__any_imp::_LargeHandler", "__handle")),
              0));

  /** What objects of a class with virtual functions begin with points behind two words. */
  private static final long TABLE = 16;

  @Override
  public Optional<View> view(StructType type) {
    String name = Fields.plain(type.name());
    for (Known known : ALL) {
      boolean named =
          known.prefix().endsWith("<")
              ? name.startsWith(known.prefix())
              : name.equals(known.prefix());
      Optional<Quantity> function = named ? Fields.pointer(type, known.path()) : Optional.empty();
      if (function.isPresent()) {
        View.Naming by = new View.OfInstance(known.functions(), known.argument(), "empty");
        return Optional.of(new View.Named(word(known, function.get()), by));
      }
    }
    return Optional.empty();
  }

  private static Quantity word(Known known, Quantity pointer) {
    if (!known.functions().getFirst().function().isEmpty()) {
      return pointer.inFile();
    }
    Quantity table = new Quantity.Load(pointer).minus(new Quantity.Start());
    return new Quantity.Either(pointer, table.plus(-TABLE), new Quantity.Constant(0));
  }
}
