#include <float.h>
#include <limits.h>
#include <math.h>
#include <string.h>

#include "truth.h"

struct reading {
  float f, g;
  double d, e;
  int i;
  long l;
  unsigned long u;
  unsigned char c;
  _Bool b;
  long double wide;
};

static const double zero = 0;

__attribute__((noinline)) void compare(struct reading *r, const float *f, const double *d) {
  HERE(compare_line);
  EACH(TB, r->f < r->g, r->f <= r->g, r->f > r->g, r->f >= r->g, r->f == r->g, r->f != r->g)
  EACH(TB, r->d < r->e, r->d <= r->e, r->d > r->e, r->d >= r->e, r->d == r->e, r->d != r->e)
  EACH(TB, r->f < r->d, r->f == r->d, r->d <= r->f, r->d != r->f, *f >= *d, d[0] > f[0])
  EACH(TB, r->i < r->d, r->i == r->f, r->l == r->d, r->l <= r->f, r->l > r->d, r->f != r->l)
  EACH(TB, r->u == r->d, r->u >= r->f, r->u < r->d, r->c == r->f, r->b < r->d, r->d == r->c)
  EACH(TB, r->d == 0, r->d < 1.5, -1.5 >= r->d, r->f == 0.1, r->f > 0.1, r->f == 16777217)
  EACH(TB, r->d == 1e300, r->d > -2.5e-310, r->f <= 0.5, 0.0 == r->f, r->d != -0.0, r->f < 1)
  TI(r->d ? 1 : 0)
  EACH(TB, !r->d, r->f && r->d, r->f || 0, r->d == zero, !(r->f < r->d))
}

static float single(unsigned bits) {
  float f;
  memcpy(&f, &bits, 4);
  return f;
}

int main(void) {
  double doubles[] = {0.0, -0.0, 1.0, -1.0, 1.5, -1.5, 0.1, (float)0.1, INFINITY, -INFINITY, NAN, -NAN,
      DBL_MAX, -DBL_MAX, DBL_MIN, DBL_TRUE_MIN, -DBL_TRUE_MIN, FLT_TRUE_MIN, -2.5e-310, 1e300,
      16777216.0, 16777217.0, 9007199254740992.0, 9007199254740994.0, 9223372036854775808.0,
      -9223372036854775808.0, 18446744073709551616.0, 2147483647.0, -2147483648.0, 255.0};
  float floats[] = {0.0f, -0.0f, 1.0f, -1.0f, 1.5f, 0.1f, 0.5f, INFINITY, -INFINITY, NAN, FLT_MAX, FLT_MIN,
      FLT_TRUE_MIN, -FLT_TRUE_MIN, single(0x007fffff), single(0x00400001), single(0x80000123),
      single(0x7f800001), single(0xffc00000), 16777216.0f, 9.223372e18f, 1.8446744e19f, 2147483648.0f, 255.0f};
  long longs[] = {0, 1, -1, 2, 255, 16777216, 16777217, 16777218, 16777219, INT_MAX, INT_MIN, 1l << 53,
      (1l << 53) + 1, (1l << 53) + 2, (1l << 53) + 3, LONG_MAX, LONG_MIN, LONG_MAX - 511, LONG_MAX - 512,
      (1l << 40) + (1l << 16), (1l << 40) + (1l << 15), -(1l << 40) - (1l << 15) - 1, LONG_MIN + 1025};
  int nd = sizeof doubles / sizeof *doubles, nf = sizeof floats / sizeof *floats, nl = sizeof longs / sizeof *longs;
  struct reading r = {0};
  for (int k = 0; k < 300; k++) {
    r.f = floats[k % nf];
    r.g = floats[(k / 3 + k * 7) % nf];
    r.d = k % 5 == 0 ? r.f : doubles[k % nd];
    r.e = k % 4 == 0 ? r.d : doubles[(k * 11 + 3) % nd];
    r.l = longs[k % nl];
    r.u = (unsigned long)longs[(k * 5) % nl];
    r.i = (int)longs[(k * 3) % nl];
    if (k % 6 == 1)
      r.d = (double)r.l;
    if (k % 6 == 2)
      r.f = (float)r.l;
    if (k % 6 == 3)
      r.d = (double)r.u;
    if (k % 6 == 4)
      r.f = (float)r.i;
    r.c = (unsigned char)r.l;
    r.b = k & 1;
    compare(&r, &r.g, &r.e);
  }
  return 0;
}
