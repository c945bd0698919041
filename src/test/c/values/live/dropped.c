/* A parameter that only the debug info has: gcc leaves it out of the function and says at each call what it would be. */
#include <stdio.h>

int total;

static __attribute__((noinline)) int twice(int dropped, int x) {
  total += x;
  return x * 2 + total;
}

int main(int argc, char **argv) {
  for (int i = 0; i < 5; i++) {
    int sum = twice(i + 7, argc);
    printf("round %d %d\n", i + 7, sum);
    if (i == 3) {
      sum = twice(1000 - argc, i);
      printf("other %d %d\n", 1000 - argc, sum);
    }
  }
  return 0;
}
