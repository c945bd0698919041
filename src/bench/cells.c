/* Calls one function, or each of many, as often as it is told to, and says how much processor time that took. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#ifdef MANY
#define FUNCTION(n)                                                                                                            \
  __attribute__((noinline)) long many_##n(long key) {                                                                          \
    __asm__ volatile("" : "+r"(key) : : "rbx");                                                                                \
    return key + 1##n;                                                                                                         \
  }
#include MANY
#endif

/* Begins with a `push`, which the kernel emulates: what is measured is the probe. */
__attribute__((noinline)) long hot(long key) {
  __asm__ volatile("" : "+r"(key) : : "rbx");
  return key + 1;
}

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

int main(void) {
  long calls, sum = 0;
  while (scanf("%ld", &calls) == 1) {
    long begin = now();
    for (long i = 0; i < calls; i++) {
#ifdef MANY
      sum += many[i % (sizeof many / sizeof *many)](i);
#else
      sum += hot(i & 15);
#endif
    }
    printf("%ld\n", now() - begin);
    fflush(stdout);
  }
  return sum == 42;
}
