// Pointers that an optimiser leaves out, and what they point to.
#include <stdio.h>

struct pair {
  int first;
  long second;
};

__attribute__((noinline)) static void keep(long value) {
  __asm__ volatile("" : : "r"(value) : "memory");
}

static inline __attribute__((always_inline)) long through(const struct pair *p, const int *n,
                                                                  int *const *again) {
  keep(p->second);
  long sum = p->first + *n + **again;
  keep(sum);
  return sum + p->second;
}

__attribute__((noinline)) static long pointed(int a, long b) {
  struct pair both = {a * 2, b + 1};
  int number = a + 7;
  int last = a - 1;
  int *pointer = &last;
  return through(&both, &number, &pointer);
}

int main(int argc, char **argv) {
  (void)argv;
  long sum = 0;
  for (int i = 0; i < 3; i++) {
    sum += pointed(argc + i, 10 * i);
  }
  printf("%ld\n", sum);
  return 0;
}
