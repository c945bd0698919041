/* Structures that are passed, kept and returned in registers and pieces, for scripts made by chance. */
#include <stdbool.h>
#include <string.h>

#include "driver.h"

enum color { RED, GREEN, BLUE = 7 };

struct two {
  long first;
  int second;
  short third;
  signed char fourth;
};

struct one {
  int a;
  short b;
  unsigned char c;
  bool d;
};

struct bits {
  unsigned f5 : 5;
  int g7 : 7;
  long h40 : 40;
  unsigned long i12 : 12;
};

struct mixed {
  double real;
  int number;
  enum color color;
};

struct large {
  long v[4];
  struct two inner;
  char text[8];
};

int counter;
volatile long sink;
struct two kept;
struct one seen[3];

/* What the compiler cannot know. */
__attribute__((noinline)) static long any(long value) {
  __asm__ volatile("" : "+r"(value));
  return value;
}

/* $args: t.first t.second t.third t.fourth o.a o.b o.c o.d b.f5 b.g7 b.h40 b.i12 m.real m.number m.color l.v
   l.inner.first l.inner.second l.inner.third l.inner.fourth l.text n big */
/* $locals: local.first local.second local.third local.fourth turned.a turned.b turned.c turned.d half.first half.second
   half.third half.fourth own.real own.number own.color stopped */
__attribute__((noinline)) struct two work(
    struct two t, struct one o, struct bits b, struct mixed m, struct large l, int n, long big) {
  struct two local = {any(big), (int)any(n), (short)any(big), (signed char)any(n)};
  struct one turned = {(int)any(o.b), (short)any(o.a), (unsigned char)any(n), any(o.c) & 1};
  struct two half = {7, (int)any(big), -3, 'x'};
  struct mixed own = {1.5, (int)any(b.g7), GREEN};
  int stopped = pause_here(&counter, &kept, big); /* HERE */
  sink = t.first + t.second + t.third + t.fourth + o.a + o.b + o.c + o.d + b.f5 + b.g7 + b.h40 + b.i12 + m.number
      + (long)m.real + (int)m.color + l.v[n & 3] + l.inner.third + l.text[n & 7] + n + big;
  return (struct two){local.first + half.first + own.number + (long)own.real, local.second ^ turned.a ^ half.second,
      (short)(turned.b + local.third + half.third + (int)own.color), (signed char)(local.fourth + turned.c + turned.d + half.fourth + stopped)};
}

static struct two two(void) {
  return (struct two){(long)next(), (int)next(), (short)next(), (signed char)next()};
}
static struct one one(void) {
  return (struct one){(int)next(), (short)next(), (unsigned char)next(), next() & 1};
}

static void fill(void) {
  counter = (int)next();
  kept = two();
  for (int i = 0; i < 3; i++) seen[i] = one();
}

static int call(void) {
  struct bits b;
  struct mixed m = {next() & 1 ? -2.25 : 1e300, (int)next(), (enum color)(next() % 9)};
  struct large l = {{(long)next(), (long)next(), (long)next(), (long)next()}, two(), "large"};
  memset(&b, 0, sizeof b);
  b.f5 = next(), b.g7 = next(), b.h40 = next(), b.i12 = next();
  return (int)work(two(), one(), b, m, l, (int)next(), (long)next()).first;
}
