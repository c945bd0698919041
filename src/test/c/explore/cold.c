// A function whose unlikely part the compiler puts elsewhere.
#include <stdio.h>
#include <stdlib.h>

static volatile long handled;

__attribute__((cold, noinline)) static void complain(long code) {
  handled += code;
}

__attribute__((noinline)) long serve(long request) {
  long size = request * 3;
  if (__builtin_expect(size % 7 == 0, 0)) {
    long wasted = size + handled;
    complain(wasted);
    handled += request;
    complain(request);
  }
  return size + handled;
}

int main(int argc, char **argv) {
  long sum = 0;
  for (long i = 1; i <= 21; i++) sum += serve(i);
  printf("%ld %ld\n", sum, handled);
  return argc > 9;
}
