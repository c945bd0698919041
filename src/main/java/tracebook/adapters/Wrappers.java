package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.Member;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * Types that hold one value and are as good as that: atomics, cells, durations, paths, arrays with
 * a class of their own, and what only lends another container to a purpose.
 */
final class Wrappers implements Adapter {
  /**
   * @param prefix of the name of the type, template arguments left out
   * @param path of what it holds
   */
  private record Known(String prefix, String path) {}

  private static final List<Known> ALL =
      List.of(
          new Known("std::atomic<", "_M_i"),
          new Known("std::atomic<", "_M_base._M_i"),
          new Known("std::atomic<", "_M_b._M_p"),
          new Known("std::atomic<", "__a_.__a_value"),
          new Known("std::array<", "_M_elems"),
          new Known("std::array<", "__elems_"),
          new Known("std::chrono::duration<", "__r"),
          new Known("std::chrono::duration<", "__rep_"),
          new Known("std::chrono::time_point<", "__d"),
          new Known("std::chrono::time_point<", "__d_"),
          new Known("std::stack<", "c"),
          new Known("std::queue<", "c"),
          new Known("std::priority_queue<", "c"),
          new Known("std::filesystem::path", "_M_pathname"),
          new Known("std::filesystem::__cxx11::path", "_M_pathname"),
          new Known("std::__fs::filesystem::path", "__pn_"),
          new Known("std::thread::id", "_M_thread"),
          new Known("std::__thread_id", "__id_"),
          new Known("alloc::collections::binary_heap::BinaryHeap<", "data"),
          new Known("core::cell::Cell<", "value.value"),
          new Known("core::cell::RefCell<", "value.value"),
          new Known("core::cell::UnsafeCell<", "value"),
          new Known("core::cell::once::OnceCell<", "inner.value"),
          new Known("core::cell::lazy::LazyCell<", "state.value"),
          new Known("core::sync::atomic::Atomic<", "v.value.0"),
          new Known("core::sync::atomic::Atomic", "v.value"),
          new Known("core::sync::atomic::AtomicPtr<", "p.value"),
          new Known("core::pin::Pin<", "pointer"),
          new Known("core::pin::Pin<", "__pointer"),
          new Known("core::mem::manually_drop::ManuallyDrop<", "value"),
          new Known("core::mem::maybe_dangling::MaybeDangling<", "0"),
          new Known("core::num::wrapping::Wrapping<", "0"),
          new Known("core::num::saturating::Saturating<", "0"),
          new Known("std::io::error::Error", "repr"),
          new Known("core::num::nonzero::NonZero<", "0.0"),
          new Known("core::num::niche_types::Nanoseconds", "0"),
          new Known("core::time::Nanoseconds", "0"),
          new Known("std::sys::pal::unix::time::Nanoseconds", "0"),
          new Known("std::time::Instant", "0.t"),
          new Known("std::time::SystemTime", "0.t"),
          new Known("std::sync::poison::mutex::Mutex<", "data.value"),
          new Known("std::sync::poison::rwlock::RwLock<", "data.value"),
          new Known("std::sync::mutex::Mutex<", "data.value"),
          new Known("std::sync::rwlock::RwLock<", "data.value"));

  private static final Set<String> BOOLS =
      Set.of("core::sync::atomic::AtomicBool", "core::sync::atomic::Atomic<bool>");

  /** Containers of libstdc++'s debug mode (_GLIBCXX_DEBUG); the usual ones are their base class. */
  private static final String CHECKED = "std::__debug::";

  @Override
  public Optional<View> view(StructType type) {
    if (type.name().startsWith(CHECKED)) {
      String usual = Fields.plain("std::" + type.name().substring(CHECKED.length()));
      return type.members().stream()
          .filter(m -> m.base() && Fields.plain(m.type().name()).equals(usual))
          .map(View.Wrapper::new)
          .map(View.class::cast)
          .findFirst();
    }
    String name = Fields.plain(type.name());
    for (Known known : ALL) {
      if (name.startsWith(known.prefix())) {
        Optional<Member> inner =
            Fields.at(type, known.path()).filter(m -> m.type().size().orElse(0) > 0);
        if (inner.isPresent()) {
          boolean bool = BOOLS.contains(name);
          return Optional.of(
              new View.Wrapper(bool ? asBool(inner.get()) : ofElements(inner.get())));
        }
      }
    }
    return Optional.empty();
  }

  /** Rust keeps it in a byte. */
  private static Member asBool(Member member) {
    int bytes = (int) member.type().size().orElse(1);
    Type bool = new BoolType("bool", bytes);
    return new Member(member.name(), bool, member.offset(), Optional.empty(), false);
  }

  private static Member ofElements(Member member) {
    return member.type().strip() instanceof ArrayType array
        ? new Member(
            member.name(),
            new ArrayType(Fields.element(array.element()), array.counts()),
            member.offset(),
            Optional.empty(),
            false)
        : member;
  }
}
