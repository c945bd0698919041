// Names that hide each other in members of classes, in lambdas and in local classes. A line with
// HERE(place: names) prints what they mean there.
#include <cstdio>

int deep = 99999;
int free1 = 11111;
namespace space {
long other = 44444;
}

#define BODY __attribute__((noinline))
#define KEEP(x) __asm__ volatile("" : "+r"(x))

struct Held {
  int deep = 7;
  int plain = 70;
  static int shared;
  BODY int member(int n);
  BODY int captured(int n);
};
int Held::shared = 700;

int Held::member(int n) {
  {
    static int deep = 3;
    static int shared = 30;
    static int other = 300;
    deep += n;
    shared += n;
    other += n;
    std::printf("inMember %d %d %d %d\n", deep, shared, other, plain); /* HERE(inMember: deep, shared, other, plain) */
    std::fflush(stdout);
  }
  deep++;
  shared++;
  std::printf("behindMember %d %d %d\n", deep, shared, plain); /* HERE(behindMember: deep, shared, plain) */
  std::fflush(stdout);
  return n;
}

int Held::captured(int n) {
  static int shared = 31;
  shared += n;
  int mine = n * 3;
  KEEP(mine);
  auto inside = [this, mine](int k) BODY {
    std::printf("inThis %d %d %d %d\n", shared, plain, mine, k); /* HERE(inThis: shared, plain, mine, k) */
    std::fflush(stdout);
    KEEP(k);
    return shared + deep + mine + k;
  };
  return inside(n + 1);
}

BODY int function(int n) {
  static int deep = 500;
  static int alone = 50;
  const int free1 = 5;
  deep += n;
  alone -= n;
  auto inside = [](int k) BODY {
    std::printf("inLambda %d %d %d %d\n", deep, alone, free1, k); /* HERE(inLambda: deep, alone, free1, k) */
    std::fflush(stdout);
    KEEP(k);
    return deep + k;
  };
  struct Local {
    BODY int go(int k) {
      std::printf("inLocal %d %d %d\n", deep, alone, k); /* HERE(inLocal: deep, alone, k) */
      std::fflush(stdout);
      KEEP(k);
      return deep + k;
    }
  };
  return inside(n) + Local().go(n);
}

namespace space {
BODY int named(int n) {
  {
    static int other = 8;
    other += n;
    std::printf("inNamed %d\n", other); /* HERE(inNamed: other) */
    std::fflush(stdout);
  }
  other++;
  std::printf("behindNamed %ld\n", other); /* HERE(behindNamed: other) */
  std::fflush(stdout);
  return n;
}
} // namespace space

int main() {
  int sum = 0;
  for (int i = 1; i < 4; i++) {
    Held held;
    held.plain += i;
    sum += held.member(i) + held.captured(i) + function(i) + space::named(i);
    deep += 1;
    free1 += 1;
  }
  return sum == 0;
}
