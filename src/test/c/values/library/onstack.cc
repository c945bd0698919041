// Behind six numbers, which take the registers: objects, or their addresses, on the stack.
#include <cstdio>
#include <memory>
#include <string>

struct Plain { long a, b, c; int d; };
struct Pair { int a, b; };
struct Named {
  std::string name;
  long n;
};
struct Copied {
  int a;
  Copied(int x) : a(x) {}
  Copied(const Copied &o) : a(o.a) {}
};

__attribute__((noinline)) void use(const void *p) { asm volatile("" ::"r"(p) : "memory"); }

static inline long inside(Named given, long m) {
  use(&given);
  return given.n + m;
}

__attribute__((noinline)) long objects(
    long a, long b, long c, long d, long e, long f, std::string s, Named n, Copied one,
    std::unique_ptr<int> p, long last) {
  use(&s);
  use(&n);
  use(&one);
  use(&last);
  long m = inside(std::move(n), last);
  return a + b + c + d + e + f + *p + m;
}

__attribute__((noinline)) long values(
    long a, long b, long c, long d, long e, long f, Plain s, Pair t, const Plain &r,
    const std::string &u, short last) {
  use(&s);
  use(&t);
  use(&last);
  use(&u);
  return a + b + c + d + e + f + r.b;
}

int main() {
  long a = 1, sum = 0;
  use(&a);  // What is known or of no use would not be passed.
  for (short i = 1; i < 4; i++) {
    std::string s(20 * i - 15, 's');
    printf("#objects\ns|%s\nn.name|name %d\nn.n|%d\none.a|%d\n*p|%d\nlast|%d\n", s.c_str(), i,
        i + 1, i + 2, i + 3, -i);
    fflush(stdout);
    Named n{"name " + std::to_string(i), i + 1};
    auto p = std::make_unique<int>(i + 3);
    sum += objects(a, 2 * a, 3 * a, a, a, a, s, n, Copied(i + 2), std::move(p), -i);
    printf("#values\ns.a|%d\ns.d|%d\nt.a|%d\nt.b|%d\nr.b|%d\nu|%s\nlast|%d\n", i, -i, i + 7, i + 8,
        i + 9, s.c_str(), i * 1000);
    fflush(stdout);
    Plain plain{i, 2, 3, -i}, r{1, i + 9, 3, 4};
    sum += values(a, 2 * a, 3 * a, a, a, a, plain, Pair{i + 7, i + 8}, r, s, (short)(i * 1000));
  }
  use(&sum);
}
