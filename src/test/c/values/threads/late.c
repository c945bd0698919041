// A library that the program loads while it runs.
#include <stdio.h>

#ifndef FILLER
#define FILLER 100
#endif

#ifdef UNUSED
__thread int late_unused = 3;
static int late_first;
static int late_total;
static int filler[FILLER];
#else
static __thread int late_first = 3;
static __thread int filler[FILLER];
__thread long late_total;
#endif

/* Before its first use, a thread has none. */
__attribute__((noinline)) int late_skip(int n) {
  printf("skip %d\n", n); /* HERE(skip) */
  fflush(stdout);
  return n;
}

__attribute__((noinline)) int late_use(int n) {
  late_first += n;
  filler[n % 100]++;
  late_total += 10 * n;
  printf("late %d %d %ld\n", n, late_first, (long)late_total); /* HERE(late) */
  fflush(stdout);
  return n + late_first + filler[FILLER - 1];
}
