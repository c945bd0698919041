// Everything of C++ that debug info says in a way of its own: namespaces, templates, bases, scopes,
// inlining in several steps, code that is split into a hot and a cold part.
#include <cstdio>
#include <cstdlib>

namespace shapes {

enum class Color : unsigned char { RED = 1, GREEN = 200 };
enum Plain { LOW = -3, HIGH = 7 };

struct Base {
  virtual ~Base() {}
  virtual int area() const { return 0; }
  int id = 1;
};

struct Left : virtual Base {
  int left = 2;
};
struct Right : virtual Base {
  int right = 3;
};

template <typename T, int N>
class Grid : public Left, public Right {
 public:
  static int made;
  T cells[N][2] = {};
  unsigned low : 3;
  unsigned high : 7;
  long wide : 40;
  bool on : 1;
  union {
    int as_int;
    float as_float;
  };
  Color color = Color::GREEN;
  Plain plain = LOW;
  int Grid::*member = nullptr;
  int (*callback)(const Grid &, ...) = nullptr;
  Grid *next = nullptr;

  Grid() : low(5), high(100), wide(-7), on(true), as_int(9) { made++; }
  int area() const override {
    int sum = 0;
    for (int i = 0; i < N; i++) {
      T each = cells[i][0] * cells[i][1];
      sum += static_cast<int>(each);
    }
    return sum;
  }
};

template <typename T, int N>
int Grid<T, N>::made = 0;

inline namespace v1 {
static inline __attribute__((always_inline)) int innermost(int a) {
  volatile int kept = a * 3;
  return kept + 1;
}
static inline __attribute__((always_inline)) int middle(int b) {
  int twice = innermost(b) + innermost(b + 1);
  return twice * 2;
}
}  // namespace v1

namespace {
__attribute__((noinline)) int outer(int c) {
  int result = middle(c);
  if (c > 2) {
    int shadow = result;
    {
      int result = shadow + 1;
      shadow += middle(result);
    }
    result += shadow;
  }
  return result;
}
}  // namespace

__attribute__((noinline, cold)) void fail(const char *why) {
  fprintf(stderr, "%s\n", why);
  abort();
}

__attribute__((noinline)) int split(int n, const char *why) {
  if (__builtin_expect(n < 0, 0)) {
    fail(why);
  }
  int total = 0;
  for (int i = 0; i < n; i++) {
    total += outer(i);
  }
  return total;
}

__attribute__((noinline)) int thrown(int n) {
  try {
    if (n == 3) {
      throw n;
    }
    return split(n, "split");
  } catch (int caught) {
    int doubled = caught * 2;
    return doubled;
  }
}

int counter;
thread_local int per_thread = 4;
}  // namespace shapes

using Small = shapes::Grid<short, 3>;

__attribute__((noinline)) int lambdas(int n, Small &grid) {
  auto add = [&grid, n](int m) { return grid.as_int + n + m; };
  int array[n + 1];
  for (int &each : array) {
    each = add(n);
  }
  return array[n];
}

extern "C" int plain_c(int n) { return n + shapes::per_thread; }

int main(int argc, char **) {
  Small small;
  shapes::Grid<double, 2> *other = new shapes::Grid<double, 2>;
  shapes::counter = small.area() + other->area() + shapes::thrown(argc);
  printf("%d\n", shapes::counter + lambdas(argc, small) + plain_c(argc));
  delete other;
  return 0;
}
