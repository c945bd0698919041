/* An inlined function that has a variable in one of its two copies only. */
struct pair {
  long x, y;
};

volatile long sink;
struct pair *volatile where;

static inline __attribute__((always_inline)) void take(long n, struct pair p, struct pair *q) {
  sink += 1; /* LINE */
  __asm__ volatile("" ::: "memory");
}

__attribute__((noinline)) void without(long n, struct pair *q) {
  take(n, *q, q);
  sink += n + q->x;
}

__attribute__((noinline)) long with(long n) {
  long m = n * 7;
  __asm__ volatile("" : "+r"(n));
  sink += n;
  take(m, (struct pair){m, m + 1}, &(struct pair){m, m});
  return sink;
}

int main(void) {
  struct pair p = {3, 4};
  where = &p;
  for (int i = 0; i < 2; i++) {
    without(i + 10, where);
  }
  for (int i = 0; i < 3; i++) {
    with(i + 20);
  }
  return 0;
}
