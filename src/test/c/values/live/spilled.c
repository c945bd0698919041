// Floating-point parameters that the compiler keeps in vector registers, and spills.
#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) double scaled(double value, int n, double factor) {
  double sum = atof("1.5") + value * factor + n; /* HERE */
  printf("scaled %d %.2f %.2f\n", n, value, factor);
  fflush(stdout);
  return sum;
}

int main(void) {
  for (int i = 0; i < 3; i++) {
    scaled(i + 0.5, i, 3.25);
  }
  return 0;
}
