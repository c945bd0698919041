// What two units of C++ have in common.
#include <string>
#include <vector>

namespace shop {
inline namespace v1 {
struct Price {
  long cents;
  int currency : 5, rounded : 1;
  static int made;
  Price(long c) : cents(c), currency(3), rounded(0) { made++; }
  long times(int n) const { return cents * n; }
};
} // namespace v1

enum class State : short { OPEN = 1, SHUT = -2 };

class Item {
public:
  virtual ~Item() = default;
  virtual long total() const { return price.times(count); }
  struct Tag {
    char text[6];
    Tag *next;
  };
  Price price{100};
  int count = 2;
  Tag tag{"a", nullptr};
  State state = State::OPEN;
};

template <typename T> struct Box {
  T value;
  Box *next;
  T get() const { return value; }
};
} // namespace shop

namespace {
struct Hidden {
  int depth;
};
} // namespace

long visit(const shop::Item &item, shop::Box<shop::Price> *box);
