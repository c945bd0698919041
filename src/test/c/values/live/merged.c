/* Functions of the same code, which compilers and linkers make one: what each call passes is said. */
#include <stdio.h>

struct pair {
  long x, y;
};

struct point {
  long x, y;
};

/* The same types in another function. */
__attribute__((noinline)) FIRST long first(struct pair *left) {
  __asm__ volatile("" ::: "memory");
  return left->x + 2 * left->y; /* first */
}

__attribute__((noinline)) FIRST long second(struct pair *right) {
  __asm__ volatile("" ::: "memory");
  return right->x + 2 * right->y; /* second */
}

/* Other types. */
__attribute__((noinline)) FIRST long area(struct pair *of, long scale) {
  __asm__ volatile("" ::: "memory");
  return (of->x * of->y) << scale;
}

__attribute__((noinline)) FIRST unsigned long surface(struct point *of, long factor) {
  __asm__ volatile("" ::: "memory");
  return (unsigned long)(of->x * of->y) << factor;
}

#ifdef TWINS
#define TWIN(number) \
  long twin_##number(long n) { return (n + number) * number; } \
  long other_twin_##number(long m) { return (m + number) * number; }
TWIN(12) TWIN(13) TWIN(14) TWIN(15) TWIN(16) TWIN(17) TWIN(18) TWIN(19) TWIN(20) TWIN(21)
#endif

/* Nobody else's code, and one with another name in the source. */
__attribute__((noinline)) long other(struct pair *both) {
  __asm__ volatile("" ::: "memory");
  return both->x + 3 * both->y;
}

long alias(struct pair *both) __attribute__((alias("other")));

int main(void) {
  struct pair pairs[2] = {{1, 2}, {3, 4}};
  struct pair *volatile where = pairs;
  struct point point = {5, 6};
  struct point *volatile at = &point;
  long sum = other(where) + alias(where);
  for (int i = 0; i < 3; i++) {
    sum += first(where);
  }
  for (int i = 0; i < 5; i++) {
    sum += second(where + 1);
  }
  for (int i = 0; i < 2; i++) {
    sum += area(where, i);
  }
  for (int i = 0; i < 4; i++) {
    sum += (long)surface(at, i);
  }
  printf("%ld\n", sum);
  return 0;
}
