// A library that the program is linked with.
#include <stdio.h>

__thread int shared_count = 50;
static __thread long hidden = 2;
static __thread short other = 5;

__attribute__((noinline)) int shared_use(int n) {
  shared_count += n;
  hidden += n * 1000;
  printf("shared %d %d %ld\n", n, shared_count, hidden); /* HERE(shared) */
  fflush(stdout);
  return n + shared_count;
}

__attribute__((noinline)) int shared_local(int n) {
  other += n;
  printf("local %d %d\n", n, other); /* HERE(local) */
  fflush(stdout);
  return n + other;
}
