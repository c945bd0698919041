/* Copies of inlined functions whose instructions GCC's scheduler mixes: each call says what it got. */
#include <stdio.h>

volatile long sink;

struct three {
  long a, b, c;
};

static inline __attribute__((always_inline)) void put(struct three *p, long x) {
  p->a = x; /* put */
  p->b = x + 1;
  p->c = x * 2; /* put ends */
}

static inline __attribute__((always_inline)) long mix(long a, long b) {
  long t = a * 3; /* mix */
  return t ^ (b << 2);
}

__attribute__((noinline)) long work(struct three *p, struct three *q, long n) {
  put(p, n);
  put(q, n + 5);
  return mix(n, n) * mix(n + 2, n) +
      mix(p->a, n + 1);
}

int main(void) {
  struct three p, q;
  for (int i = 0; i < 4; i++) {
    sink += work(&p, &q, i);
    printf("%d\n%d\n", i, i + 5);
  }
  return 0;
}
