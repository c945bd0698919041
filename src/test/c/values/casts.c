/* Casts between integers and floating-point numbers over the edges of each type. Where C leaves the
   result open, since the integer has no room for it, there is none. */
#include <float.h>
#include <limits.h>
#include <math.h>
#include <string.h>

#include "truth.h"

struct reading {
  float f;
  double d;
  int i;
  unsigned n;
  long l;
  unsigned long u;
  short s;
  unsigned char c;
  _Bool b;
};

#define CAST(kind, type, low, high, e) \
  if ((long double)(e) > (long double)(low)-1 && (long double)(e) < (long double)(high) + 1) \
    truth_##kind("(" #type ")" #e, (type)(e)); \
  else \
    truth_m("(" #type ")" #e);
#define INTEGERS(e) \
  CAST(i, signed char, SCHAR_MIN, SCHAR_MAX, e) CAST(i, unsigned char, 0, UCHAR_MAX, e) \
  CAST(i, short, SHRT_MIN, SHRT_MAX, e) CAST(i, unsigned short, 0, USHRT_MAX, e) \
  CAST(i, int, INT_MIN, INT_MAX, e) CAST(u, unsigned int, 0, UINT_MAX, e) \
  CAST(i, long, LONG_MIN, LONG_MAX, e) CAST(u, unsigned long, 0, ULONG_MAX, e) \
  truth_b("(bool)" #e, (_Bool)(e));

__attribute__((noinline)) void cast(struct reading *r) {
  HERE(cast_line);
  INTEGERS(r->d)
  INTEGERS(r->f)
  EACH(TD, (double)r->f, (double)r->i, (double)r->n, (double)r->l, (double)r->u, (double)r->s, (double)r->c, (double)r->b)
  EACH(TF, (float)r->d, (float)r->i, (float)r->n, (float)r->l, (float)r->u, (float)r->s, (float)r->c, (float)r->b)
  EACH(TB, (float)r->d == r->d, (double)r->l < r->d, (float)r->l == r->l, (double)(float)r->d == r->f)
  TD((double)(float)r->d)
  TF((float)(double)r->f)
  TD((double)-5)
  TF((float)0.1)
  TI((int)2.9)
  TI((long)-2.9)
}

static double bits(unsigned long bits) {
  double d;
  memcpy(&d, &bits, 8);
  return d;
}

int main(void) {
  double doubles[] = {0.0, -0.0, 0.5, -0.5, 0.99999999999999989, -0.99999999999999989, 1.0, -1.0, 1.5, 126.999, 127.0,
      127.5, 128.0, -128.0, -128.9, -129.0, 255.0, 255.999, 256.0, 32767.5, 32768.0, -32768.5, -32769.0, 65535.9, 65536.0,
      2147483647.0, 2147483647.9, 2147483648.0, -2147483648.0, -2147483648.9, -2147483649.0, 4294967295.0, 4294967295.5,
      4294967296.0, 9007199254740993.0, 9223372036854774784.0, 9223372036854775808.0, -9223372036854775808.0,
      -9223372036854777856.0, 18446744073709549568.0, 18446744073709551616.0, 1e300, -1e300, INFINITY, -INFINITY, NAN, -NAN,
      DBL_MAX, DBL_MIN, DBL_TRUE_MIN, -DBL_TRUE_MIN, FLT_MAX, -FLT_MAX, FLT_MIN, FLT_TRUE_MIN, 0.1, (float)0.1,
      /* Half-way between two floats, beside it, and where floats end. */
      bits(0x3ff0000010000000), bits(0x3ff0000030000000), bits(0x3ff0000010000001), bits(0x3ff000000fffffff),
      bits(0x47efffffefffffff), bits(0x47effffff0000000), bits(0x47efffffe0000001), bits(0x380fffffffffffff),
      bits(0x380fffffe0000000), bits(0x380fffffd0000000), bits(0x36a0000000000000), bits(0x3690000000000000),
      bits(0x3690000000000001), bits(0xb680000000000001), bits(0x36b8000000000000), bits(0x36a8000000000000),
      bits(0x3800000010000000), bits(0x37f0000020000001), bits(0x7ff0000000000001), bits(0xfff4000020000000)};
  float floats[] = {0.0f, -0.0f, 1.0f, -1.0f, 1.5f, -127.9f, 128.0f, 255.5f, 65535.0f, 2147483520.0f, 2147483648.0f,
      -2147483648.0f, 4294967040.0f, 4294967296.0f, 9.2233714e18f, 9.223372e18f, -9.223372e18f, 1.8446743e19f, 1.8446744e19f,
      INFINITY, -INFINITY, NAN, FLT_MAX, FLT_MIN, FLT_TRUE_MIN, -FLT_TRUE_MIN, 0.1f};
  long longs[] = {0, 1, -1, 127, 255, 16777216, 16777217, 16777219, -16777217, INT_MAX, INT_MIN, 33554431, 1l << 53,
      (1l << 53) + 1, (1l << 53) + 3, LONG_MAX, LONG_MIN, LONG_MAX - 512, LONG_MAX - 511, (1l << 40) + (1l << 15),
      (1l << 40) + (1l << 15) + 1, 0x7fffff4000000000, 0x7fffffc000000000, -0x7fffffbfffffffff};
  int nd = sizeof doubles / sizeof *doubles, nf = sizeof floats / sizeof *floats, nl = sizeof longs / sizeof *longs;
  struct reading r = {0};
  for (int k = 0; k < nd * 3; k++) {
    r.d = doubles[k % nd];
    r.f = floats[k % nf];
    r.l = longs[k % nl];
    r.u = (unsigned long)longs[(k * 5 + 1) % nl];
    r.i = (int)longs[(k * 3 + 2) % nl];
    r.n = (unsigned)longs[(k * 7) % nl];
    r.s = (short)r.l;
    r.c = (unsigned char)r.u;
    r.b = k & 1;
    cast(&r);
  }
  return 0;
}
