#include <stdarg.h>

#include "truth.h"

/* Copies that are inlined without optimisation: each keeps its parameters in its caller's frame. */
#define INLINED static inline __attribute__((always_inline))

struct pair {
  int a;
  long b;
};

struct wide {
  long word[5];
  char tail;
};

INLINED long leaf(signed char s8, unsigned long u64, short s16) {
  ENTER(leaf);
  EACH(TI, s8, s16)
  EACH(TU, u64)
  return s8 + (long)u64;
}

INLINED double real(double d, float f, bool yes, const int fixed) {
  ENTER(real);
  TD(d)
  TF(f)
  TB(yes)
  TI(fixed)
  return d + f;
}

INLINED long whole(struct pair pair, struct wide big, struct wide *at) {
  ENTER(whole);
  EACH(TI, pair.a, pair.b, big.word[0], big.word[4], big.tail, at->word[1])
  TP(at)
  return pair.b + big.tail;
}

/* What changes its parameters leaves them behind in its place for the next pass. */
INLINED long changed(int n, long *out) {
  ENTER(changed);
  TI(n)
  TP(out)
  HERE(changed_line);
  EACH(TI, n, *out)
  n = -n - 1;
  *out += n;
  out = 0;
  return n;
}

INLINED long outer(int n, struct pair pair) {
  ENTER(outer);
  EACH(TI, n, pair.a, pair.b)
  long r = leaf(n, pair.b, pair.a) + leaf(n + 1, r, 3);
  pair.a++;
  return r + leaf(pair.a, n, pair.a + n);
}

INLINED long outermost(long k) {
  ENTER(outermost);
  TI(k)
  struct pair pair = {(int)k, k * 3};
  return outer((int)k + 1, pair) + outer((int)k - 1, pair);
}

/* Nothing comes before the copy that is inlined at its start. */
INLINED long through(int a, int b) {
  return leaf(a, b, a);
}

INLINED long chosen(int which, long x) {
  ENTER(chosen);
  EACH(TI, which, x)
  return which ? x : -x;
}

INLINED long none(void) {
  return any(4);
}

INLINED long eight(int a, int b, int c, int d, int e, int f, int g, long h, char i, void *j) {
  ENTER(eight);
  EACH(TI, a, b, c, d, e, f, g, h, i)
  TP(j)
  return a + h;
}

INLINED long length(int n, int row[n]) {
  ENTER(length);
  TI(n)
  TP(row)
  return row[n - 1];
}

__attribute__((noinline)) long caller(int n, long m) {
  struct pair pair = {n, m};
  struct wide big = {{1, 2, 3, n, 5}, 'x'};
  long total = leaf(n, m, 7);
  total += leaf(-n, total, n) + leaf(3, 4, 5);
  for (int i = 0; i < n; i++) {
    total += (long)real(i + 0.5, i * 2, i & 1, i + 9) + whole(pair, big, &big);
    pair.a += i;
    big.tail++;
    total += changed(i, &total);
    total += i % 2 ? chosen(i, total) : chosen(leaf(i, i + 1, i + 2) > 3, i);
    total += chosen(none(), any(i)) && chosen(0, 5);
    int row[4] = {i, i, i, i + 3};
    total += length(4, row) + through(i, i * 2);
  }
  total += outermost(n) + outermost(n * 2) + outer(n, pair);
  return total + eight(1, n, 3, 4, 5, 6, n + 7, m, 'y', &pair) + eight(n, 1, 1, 1, 1, 1, 1, 8, 9, 0);
}

__attribute__((noinline)) long variadic(int n, ...) {
  va_list list;
  va_start(list, n);
  long total = leaf(va_arg(list, int), n, 1);
  total += leaf(va_arg(list, int), total, va_arg(list, int));
  va_end(list);
  return total;
}

int main(void) {
  for (int pass = 0; pass < 3; pass++) {
    caller(any(pass + 2), any(100 + pass));
    variadic(any(pass), 5, 6 + pass, 7);
  }
  return 0;
}
