// Types that functions declare for themselves, several of one name.
#include <stdio.h>
#include <stdlib.h>

struct outside { long whole; };
struct hidden { long l; } shown;

__attribute__((noinline)) int one(int n, void *raw) {
  struct local { int a; char b; } x = {n, 'x'};
  enum { LOW, HIGH } level = n > 3 ? HIGH : LOW;
  typedef struct local loc;
  loc y = x;
  typedef int row[n + 1];
  row rest;
  rest[n] = y.a;
  if (n > 2) {
    struct local { short s[3]; } z = {{1, 2, n}};
    rest[0] = z.s[2];
    printf("%d\n", z.s[1]);
  }
  printf("%d %d %d %p\n", x.a, level, rest[0], raw);
  return x.a + rest[n];
}

__attribute__((noinline)) int two(int n) {
  struct local { double d; } x = {n};
  struct only { int k; } o = {n};
  o.k += shown.l;
  struct hidden { char c; } h = {n};
  o.k += h.c;
  printf("%f\n", x.d);
  return o.k;
}

int main(int argc, char **argv) {
  struct outside out = {argc};
  return one(argc, argv) + two(argc) + (int)out.whole;
}
