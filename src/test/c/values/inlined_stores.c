/* Stores of what is inlined, and of the head of a loop, on another side of a place than their lines. */
#include <stdio.h>

struct pair { long first, second; };

__attribute__((noinline)) void look(int *p) { __asm__ volatile("" : : "r"(p) : "memory"); }

static inline __attribute__((always_inline)) void set(struct pair *p, long n) {
  __asm__ volatile("movq %1, %0" : "=m"(p->second) : "r"(n));
}

__attribute__((noinline)) long inlined(long n) {
  struct pair p = {-1, -2};
  __asm__ volatile("" : : "r"(&p) : "memory");
  /* What an optimiser may do, done by hand: the code of line 19 in front of that of line 18. */
#line 19
  __asm__ volatile("nop");
#line 18
  set(&p, n);
#line 20
  __asm__ volatile("nop" : : "r"(&p) : "memory");
  return p.first + p.second;
}

__attribute__((noinline)) long loop(int n) {
  long sum = 0;
  for (int i = 0; i < n; i++) {
    look(&i);
    sum += n;
    look(&n);
  }
  return sum;
}

int main(void) {
  printf("%ld %ld\n", inlined(10), loop(3));
  return 0;
}
