/* Parameters on their way from the registers to where unoptimised code keeps them. */
#include <stdbool.h>
#include <stdarg.h>

struct two {
  long first;
  int second;
};

struct bytes {
  char x, y, z;
};

__attribute__((noinline)) int arriving(
    int n, char c, short h, unsigned long big, const int *at, struct two pair, double real, long stacked) {
  return n + c + h + (int)big + *at + (int)pair.first + pair.second + (int)real + (int)stacked;
}

__attribute__((noinline)) int small(struct bytes b, bool flag, unsigned char u, float f) {
  return b.x + flag + u + (int)f;
}

__attribute__((noinline)) int several(int n, ...) {
  va_list rest;
  va_start(rest, n);
  int sum = n + va_arg(rest, int);
  va_end(rest);
  return sum;
}

/* Begins with a loop, so that it is its entry that is probed. */
__attribute__((noinline)) long looping(long n, int step) {
  do
    n -= step;
  while (n > 0);
  return n;
}

/* More than the red zone, and a guard. */
__attribute__((noinline)) int large(int n, char c) {
  char room[1000];
  room[n] = c;
  return room[n / 2] + n;
}

int main(void) {
  int value = 31;
  struct two pair = {-9000000000, 17};
  struct bytes b = {97, 98, 99};
  return arriving(-5, 'x', -300, 0xfedcba9876543210, &value, pair, 2.5, 99) + small(b, true, 200, 1.5f) + several(6, 7)
      + (int)looping(40, 50) + large(8, 'y') == 0;
}
