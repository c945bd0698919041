/* Calls that exceptions pass through, each of which says what it took and gives unless it is left
   by one. */
#include <cstdio>

#define GIVE(name, n, value)                     \
  do {                                           \
    long given = (value);                        \
    std::printf("%s %ld %ld\n", name, n, given); \
    return given;                                \
  } while (0)

static long unwound;

struct Guard {
  ~Guard() { unwound++; }
};

[[gnu::noinline]] static long raises(long n) {
  if (n % 3 == 0) {
    throw n;
  }
  GIVE("raises", n, n * 2);
}

[[gnu::noinline]] static long passes(long n) {
  Guard guard;
  GIVE("passes", n, raises(n) + 1);
}

[[gnu::noinline]] static long chooses(long n) {
  long of = 0;
  switch (n) {
    case 0: of = raises(4); break;
    case 1: of = raises(n) + unwound; break;
    case 2: of = raises(n + 1); break;
    case 3: of = 7 - raises(n + 2); break;
    case 4: of = raises(n * 3); break;
    case 5: of = raises(n) * n; break;
    case 6: of = raises(n + 4) / 3; break;
    default: of = -1; break;
  }
  GIVE("chooses", n, of);
}

[[gnu::noinline]] static long hands_on(long n) { return passes(n + 1); }

[[gnu::noinline]] static void nothing() { asm volatile(""); }

int main() {
  long caught = 0;
  long all = 0;
  for (long n = 0; n < 9; n++) {
    try {
      nothing();
      all += hands_on(n) + chooses(n);
    } catch (long) {
      try {
        all -= chooses(n);
      } catch (long) {
        caught++;
      }
    }
  }
  std::printf("caught %ld %ld %ld\n", caught, unwound, all);
}
