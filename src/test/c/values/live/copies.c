#include <stdio.h>

/* A function that is inlined in two callers: each pass of it says through which, and the total that it begins with. */
static int total;

__attribute__((noinline)) static void print(const char *through) {
  printf("%s|%d\n", through, total);
  fflush(stdout);
}

static inline __attribute__((always_inline)) void step(const char *through, int n) {
  print(through);
  total = total * 3 + n; /* LINE */
  print("after");
}

__attribute__((noinline)) static void first(int n) {
  step("first", n);
}

__attribute__((noinline)) static void second(int n) {
  step("second", n + 100);
}

int main(int argc, char **argv) {
  (void)argv;
  for (int i = argc; i < argc + 7; i++) {
    first(i);
    if (i % 2) {
      second(i);
    }
  }
  return total == 0;
}
