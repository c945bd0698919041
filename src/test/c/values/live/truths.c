/* Where a bool is in a register of which only the lowest bit is meant, and bytes that are no bool. */
#include <stdbool.h>
#include <stdio.h>

int sink;

__attribute__((noinline, noclone)) void keep(void) { __asm__ volatile("" : : : "memory"); }

__attribute__((noinline, noclone)) int work(int n, const bool *there) {
  bool odd = n & 1;
  sink = n;
  keep();
  return sink + odd + *there;
}

int main(void) {
  static const int numbers[] = {0, 1, 58, 59, 256, 257, -1};
  static const unsigned char bytes[] = {0, 1, 2, 255, 0, 1, 128};
  for (int i = 0; i < 7; i++) {
    printf("%d %d\n", numbers[i] & 1, bytes[i]);
    work(numbers[i], (const bool *)(bytes + i));
  }
}
