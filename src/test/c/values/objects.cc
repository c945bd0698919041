// What C++ does to variables: one function for each. Deterministic; prints a sum.
#include <cstddef>
#include <cstdint>
#include <cstdio>

#if defined(__clang__)
#define NOINLINE __attribute__((noinline))
#else
#define NOINLINE __attribute__((noinline, noclone))
#endif

volatile int sink;
volatile int source = 5;

namespace app {
enum class Colour : uint8_t { Red = 1, Green = 7, Blue };
enum Depth : short { SHALLOW = -3, DEEP = 300 };

struct Nothing {};
struct Counter : Nothing {
  int count = 0;
  static int made;
  static constexpr long LIMIT = 77;
  inline static short serial = 5;
  explicit Counter(int start) : count(start) { made++; }
  int next(int by) {
    count += by;
    return count;
  }
};
int Counter::made = 3;

struct Point {
  int x;
  short y;
};

// Of no trivial copy: passed by a hidden reference.
struct Owner {
  int *held;
  int size;
  Owner(int n) : held(new int[n]{n, n + 1}), size(n) {}
  Owner(const Owner &o) : held(new int[o.size]{o.held[0], o.held[1]}), size(o.size) {}
  Owner(Owner &&o) : held(o.held), size(o.size) {
    o.held = nullptr;
    o.size = -1;
  }
  ~Owner() {
    sink = size;
    delete[] held;
  }
};

struct Packed {
  unsigned low : 3;
  int middle : 9;
  Colour colour : 4;
  bool on : 1;
  mutable unsigned long wide : 40;
};

struct Flat {
  [[no_unique_address]] Nothing nothing;
  [[no_unique_address]] Counter counter{4};
  char tag = 't';
  union {
    uint32_t word;
    struct {
      uint16_t first, second;
    };
    float real;
  };
  const int fixed = 12;
};

struct Base {
  int id = 1;
  char kind = 'b';
  virtual ~Base() {}
  virtual int area(int scale) const { return id * scale; }
};
struct Named {
  const char *name = "named";
  int id = 2;
};
struct Square : Base, Named {
  int side;
  int id = 3;
  Square(int s) : side(s) {}
  int area(int scale) const override;
};
struct Root {
  long root = 100;
};
struct Left : virtual Root {
  int left = 10;
};
struct Right : virtual Root {
  int right = 20;
};
struct Bottom : Left, Right {
  int bottom = 30;
  NOINLINE long sum(int more);
};

// Members through `this`, bases, and a name that hides two others.
NOINLINE int Square::area(int scale) const {
  int whole = side * side;
  const Base &base = *this;
  const Named *named = this;
  sink = base.id + named->id;
  whole += scale * id;
  return whole;
}

NOINLINE long Bottom::sum(int more) {
  long all = root + left;
  Right &r = *this;
  all += r.right + r.root;
  bottom += more;
  return all + bottom;
}
} // namespace app

using namespace app;

NOINLINE int references(int &n, const Point &p, int &&moved, Point *&at, const Colour &c, int (&row)[3]) {
  int &again = n;
  const int &part = p.x;
  n += moved;
  at->y = (short)(at->y + part);
  row[1] = again * 2;
  const Colour &same = c;
  sink = static_cast<int>(same);
  moved = row[0] + row[1];
  return again + moved;
}

NOINLINE int passed(Point p, Owner o, Packed bits, Flat f) {
  p.x += o.held[0];
  bits.middle = bits.middle - p.x;
  bits.wide += 3;
  f.word ^= 0x10001;
  sink = o.held[1];
  return p.x + bits.middle + f.first + f.counter.next(2);
}

NOINLINE Point made(int n) {
  Point p = {n, (short)(n + 1)};
  p.x *= source;
  return p;
}

NOINLINE Owner owned(int n) {
  Owner o(n);
  o.held[0] += source;
  sink = o.held[0];
  return o;
}

NOINLINE Bottom bottomed(int n) {
  Bottom b;
  b.root += n;
  b.left = n;
  return b;
}

NOINLINE int returned(int n) {
  Point p = made(n);
  Owner o = owned(n + 2);
  Bottom b = bottomed(n);
  Owner taken = static_cast<Owner &&>(o);
  sink = p.x;
  return p.y + taken.size + (int)b.sum(n);
}

template <class T, int N> struct Ring {
  T items[N] = {};
  int at = 0;
  T push(T v) {
    T old = items[at % N];
    items[at++ % N] = v;
    return old;
  }
  template <class U> NOINLINE T all(U scale) const {
    T sum = 0;
    for (const T &item : items)
      sum += static_cast<T>(item * scale);
    return sum;
  }
};

template <class... T> NOINLINE long several(T... values) {
  long sum = 0;
  ((sum = sum * 3 + static_cast<long>(values)), ...);
  sink = (int)sum;
  return sum;
}

NOINLINE long templates(int n) {
  Ring<short, 3> shorts;
  Ring<double, 2> doubles;
  for (int i = 0; i < n; i++) {
    shorts.push((short)(i * n));
    doubles.push(i * 0.5);
  }
  long scaled = shorts.all(2L);
  scaled += (long)doubles.all(3);
  return scaled + several(n, 'c', 2.5, true, Colour::Blue);
}

struct Machine {
  int speed = 7;
  NOINLINE int run(int n);
};

NOINLINE int applied(int n) {
  int by = n * 2, at = 1;
  Point p = {n, 4};
  auto copied = [by, p, half = n / 2](int v) mutable {
    by += v;
    return by + p.x + half;
  };
  auto referred = [&](int v) {
    at += v * p.y;
    sink = at;
    return at;
  };
  int sum = copied(3);
  for (int i = 0; i < 3; i++)
    sum += referred(i) + copied(i);
  return sum;
}

template <class F> NOINLINE int calls(F f, int n) {
  int first = f(n);
  sink = first;
  return first + f(n + 1);
}

NOINLINE int Machine::run(int n) {
  auto faster = [this, n](int v) {
    speed += v;
    return speed * n;
  };
  auto later = [*this, n](int v) {
    int kept = speed + v;
    sink = kept;
    return kept * n;
  };
  return calls(faster, 2) + calls(later, 3);
}

NOINLINE int generic(int n) {
  auto add = [n](auto a, auto b) {
    auto sum = a + b;
    sink = (int)sum;
    return sum * n;
  };
  return (int)(add(n, 2L) + add(1.5, n));
}

struct Fault {
  int code;
  const char *why;
};
struct Deeper : Fault {
  long where;
};

NOINLINE void throwing(int n) {
  if (n % 4 == 0)
    throw n * 10;
  if (n % 4 == 1)
    throw Deeper{{n, "deeper"}, n * 100L};
  if (n % 4 == 2)
    throw "text";
  throw Fault{n, "fault"};
}

NOINLINE int caught(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    try {
      Owner held(i + 2);
      throwing(i);
      sum += held.size;
    } catch (int number) {
      sum += number;
      sink = number;
    } catch (const Deeper &deeper) {
      sum += (int)deeper.where + deeper.code;
      sink = sum;
    } catch (Fault fault) {
      sum += fault.code;
      sink = fault.why[0];
    } catch (const char *text) {
      sum += text[0];
      sink = sum;
    }
  }
  return sum;
}

struct Span {
  int *first;
  int count;
  int *begin() const { return first; }
  int *end() const { return first + count; }
};

NOINLINE int bound(int n) {
  Point p = {n, 6};
  auto [x, y] = p;
  auto &[rx, ry] = p;
  rx += 5;
  int numbers[3] = {n, n * n, 4};
  auto [a, b, c] = numbers;
  sink = x + y + ry;
  a += b;
  sink = a;
  return x * y + rx + a + c;
}

NOINLINE int ranged(int n) {
  int numbers[] = {n, 3, n * 2, 9};
  Point points[] = {{1, 2}, {n, 4}};
  int sum = 0;
  for (int number : numbers)
    sum += number;
  for (auto &[x, y] : points)
    sum += x * y;
  for (int &at : Span{numbers + 1, 2}) {
    at++;
    sum ^= at;
  }
  sink = sum;
  return sum + numbers[1];
}

NOINLINE int statics(int n) {
  static int calls;
  static Point last = {1, 2};
  static constexpr int most = 11;
  constexpr Point fixed = {8, 9};
  thread_local int here = 40;
  const int half = n / 2;
  calls++;
  here += n;
  last.x += half;
  sink = fixed.x + most + *(&most);
  return calls + last.x + here;
}

// Small member functions, inlined at each call.
NOINLINE int inlined(int n) {
  Counter one(n), other(3);
  int a = one.next(2);
  int b = other.next(a);
  for (int i = 0; i < 3; i++) {
    int c = one.next(i);
    b += other.next(c & 3);
  }
  sink = one.count;
  return a + b;
}

struct Chain {
  Chain *next;
  Chain &self;
  int value;
  Chain(Chain *n, int v) : next(n), self(*this), value(v) { sink = v; }
  Chain &operator+=(int by) {
    value += by;
    return *this;
  }
  int operator()(int v) const { return value * v; }
  operator bool() const { return value > 4; }
};

NOINLINE int chained(int n) {
  Chain last(nullptr, n), first(&last, n + 1);
  first += 3;
  (last += 2) += 4;
  int sum = 0;
  for (Chain *at = &first; at; at = at->next) {
    sum += (*at)(2);
    if (bool big = *at; big)
      sum += 100;
    sink = sum;
  }
  return sum;
}

union Either {
  int number;
  char bytes[4];
  struct {
    short low, high;
  } halves;
  Either(int n) : number(n) {}
  int both() const { return halves.low + halves.high; }
};

NOINLINE int unions(int n) {
  Either e(n * 0x10001);
  e.bytes[1] = 1;
  sink = e.number;
  Either many[2] = {{n}, {2}};
  many[1].halves.high = 7;
  sink = many[1].both();
  return e.both() + many[0].number;
}

NOINLINE int kinds(Colour c, Depth d, char8_t u8, char16_t u16, char32_t u32, wchar_t w, bool b, signed char s,
                   unsigned char u, std::byte raw, std::nullptr_t none, long double l, float f, __int128 wide) {
  Depth deeper = d == DEEP ? SHALLOW : DEEP;
  Colour other = c == Colour::Red ? Colour::Green : static_cast<Colour>(99);
  bool both = b && s < 0;
  unsigned long sum = u8 + u16 + u32 + (unsigned long)w + (both ? 1ul : 2ul) + s + u;
  wide += (long)l;
  sink = (int)wide + (int)deeper + static_cast<int>(other);
  float half = f / 2;
  sink = (int)half + static_cast<int>(raw) + (none == nullptr);
  return (int)sum;
}

NOINLINE int members(int Point::*member, int (Base::*method)(int) const, Square &s, Point *p) {
  p->*member += 2;
  int area = (s.*method)(p->x);
  sink = area;
  return area + p->x;
}

NOINLINE int local(int n) {
  struct Local {
    int a, b;
    int both() const { return a * 10 + b; }
  };
  enum class Mode { OFF, ON };
  Local l = {n, n + 1};
  Mode m = n & 1 ? Mode::ON : Mode::OFF;
  {
    int l = n * 3;
    sink = l;
    n = l + 1;
  }
  sink = static_cast<int>(m);
  return l.both() + n;
}

struct Tree {
  Tree *left = nullptr, *right = nullptr;
  int key;
  explicit Tree(int k) : key(k) {}
  NOINLINE int depth(int above) const {
    int l = left ? left->depth(above + 1) : above;
    int r = right ? right->depth(above + 1) : above;
    return l > r ? l : r;
  }
};

NOINLINE int recursive(int n) {
  Tree a(1), b(2), c(n);
  a.left = &b;
  b.right = &c;
  return a.depth(0);
}

NOINLINE int objects(int n) {
  Square square(n);
  Bottom bottom;
  Base *base = &square;
  Flat flat;
  flat.word = 0x20003;
  Square row[2] = {Square(1), Square(n + 1)};
  int sum = base->area(3) + (int)bottom.sum(n);
  sum += row[1].area(flat.counter.next(1));
  int (Base::*method)(int) const = &Base::area;
  Point p = {n, 1};
  sum += members(&Point::x, method, square, &p);
  sink = sum;
  return sum + flat.fixed;
}

int main() {
  long sum = 0;
  for (int i = 1; i < 4; i++) {
    int n = i * source, row[3] = {1, 2, i};
    Point p = {i, -4}, *at = &p;
    Colour c = Colour::Green;
    sum += references(n, p, i + 40, at, c, row);
    Owner o(i + 1);
    Packed bits = {5, -i, Colour::Blue, true, 1ul << 33};
    Flat f;
    f.word = 0x30004;
    sum += passed(p, o, bits, f);
    sum += returned(n) + templates(i + 1) + applied(n) + generic(i) + caught(i + 2) + bound(i);
    Machine m;
    sum += m.run(i) + ranged(i) + statics(n) + inlined(i) + chained(i) + unions(n) + local(i) + recursive(i);
    sum += kinds(i == 1 ? Colour::Red : c, i == 2 ? DEEP : SHALLOW, u8'x', u'\u00e9', U'\U0001f600', L'w', i != 2, (signed char)-i, (unsigned char)(200 + i),
                 std::byte{0x7f}, nullptr, 1.5L * i, i / 4.0f, ((__int128)i << 70) - i);
    sum += objects(i);
  }
  printf("%ld %d\n", sum, sink);
}
