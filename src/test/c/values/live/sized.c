// Structures with arrays of variable length in them, which GNU C has, and matrices passed by pointer.
#include <stdio.h>

__attribute__((noinline)) void sized(int n) {
  struct s {
    int head;
    int body[n];
    int tail;
  } v, two[2];
  v.head = n;
  for (int i = 0; i < n; i++) {
    v.body[i] = two[1].body[i] = 10 * n + i;
  }
  v.tail = two[0].head = 99;
  printf("sized %d [%d, %d] %d\n", v.head, v.body[0], v.body[1], v.body[n - 1]); /* HERE(sized) */
  fflush(stdout);
}

int main(void) {
  sized(2);
  sized(5);
  return 0;
}
