#include <stdarg.h>

#include "truth.h"

/* Parameters that need a place in the frame whatever the optimiser does. */
#define SELDOM __attribute__((noinline))

struct pair {
  int a;
  long b;
};

struct small {
  short x, y, z;
};

SELDOM void keep(void *at) {
  *(volatile char *)at = *(volatile char *)at;
}

SELDOM void taken(int n, long m) {
  ENTER(taken);
  EACH(TI, n, m)
  keep(&n);
  keep(&m);
}

SELDOM void whole(struct pair pair, struct small small) {
  ENTER(whole);
  EACH(TI, pair.a, pair.b, small.x, small.y, small.z)
  keep(&pair);
  keep(&small);
}

SELDOM void restless(volatile int n, volatile long m) {
  ENTER(restless);
  EACH(TI, n, m)
}

/* Stored on one path only, or late. */
SELDOM long late(int n, struct pair pair, volatile long m) {
  ENTER(late);
  TI(n)
  truth_i("pair.a", pair.a);
  truth_i("pair.b", pair.b);
  if (n > 2) {
    return pair.b;
  }
  HERE(late_line);
  EACH(TI, n, pair.a, pair.b)
  for (int i = 0; i < n; i++) {
    any(i);
  }
  keep(&pair);
  return m;
}

/* Begins with a loop. */
SELDOM void round(struct pair pair, volatile int n) {
  do {
    keep(&pair);
  } while (--n > 0);
  HERE(round_line);
  EACH(TI, pair.a, pair.b, n)
}

#ifdef __clang__
/* Stores that nobody reads. gcc leaves them out and says that the old value's place has the new. */
SELDOM void dead(struct pair pair) {
  HERE(dead_first);
  int was = pair.a;
  truth_i("pair.a", was);
  pair.a = any(5);
  int is = pair.a;
  HERE(dead_second);
  truth_i("pair.a", is);
  pair.a = any(6);
  HERE(dead_third);
  TI(pair.a)
  keep(&pair);
}
#endif

SELDOM long listed(int n, struct pair pair, ...) {
  ENTER(listed);
  EACH(TI, n, pair.a, pair.b)
  va_list list;
  va_start(list, pair);
  long total = 0;
  for (int i = 0; i < n; i++) {
    total += va_arg(list, int);
  }
  va_end(list);
  keep(&n);
  keep(&pair);
  return total;
}

/* Inlined by the optimiser. */
static inline long copied(struct pair pair, volatile int n) {
  ENTER(copied);
  EACH(TI, pair.a, pair.b, n)
  keep(&pair);
  return pair.b + n;
}

SELDOM long copies(int n) {
  struct pair pair = {n, n * 7L};
  long total = copied(pair, n);
  for (int i = 0; i < n; i++) {
    pair.a = any(i);
    total += copied(pair, i + 1);
  }
  return total;
}

int main(void) {
  for (int pass = 1; pass < 5; pass++) {
    struct pair pair = {any(pass), any(pass * 10)};
    struct small small = {any(pass), any(-pass), any(pass + 3)};
    taken(any(pass), any(pass + 1));
    whole(pair, small);
    restless(any(pass), any(pass - 9));
    late(any(pass), pair, any(pass));
    round(pair, any(pass));
#ifdef __clang__
    dead(pair);
#endif
    listed(any(2), pair, pass, 6, 1.5);
    copies(any(pass));
  }
  return 0;
}
