#include <limits.h>

#include "truth.h"

typedef signed char s8;
typedef unsigned char u8;
typedef short s16;
typedef unsigned short u16;
typedef int s32;
typedef unsigned u32;
typedef long s64;
typedef unsigned long u64;

#define IS_UNSIGNED(e) _Generic((e), unsigned long: 1, default: 0)
#define N(e) (IS_UNSIGNED(e) ? truth_u(#e, (unsigned long)(e)) : truth_i(#e, (long)(e)));
/* A value that C leaves open, and that we refuse to give. */
#define D(condition, e) \
  if (condition) { \
    N(e) \
  } else { \
    truth_m(#e); \
  }
#define LOWEST(e) _Generic((e), int: INT_MIN, long: LONG_MIN, default: 1)
#define DIVIDES(a, b) \
  (b != 0 && !(LOWEST(a / b) < 0 && (long)a == (long)LOWEST(a / b) && (long)b == -1))

#define PAIR(A, B) \
  __attribute__((noinline)) void op_##A##_##B(A a, B b) { \
    pass("op_" #A "_" #B); \
    N(a + b) N(a - b) N(a * b) N(a & b) N(a | b) N(a ^ b) \
    N(a << (b & 15)) N(a >> (b & 15)) N(-a) N(~b) \
    TB(a < b) TB(a <= b) TB(a > b) TB(a >= b) TB(a == b) TB(a != b) TB(!a) TB(a && b) TB(a || b) \
    N(a ? a : b) N((A)b) N((B)(a + b)) N((s8)(a * b)) N((u16)(a - b)) TB(a - b < a) \
    N(a * b + a - b) N((a ^ b) & ~(a | b)) \
    D(b != 0 && DIVIDES((a + b - b), b), a / b) D(b != 0 && DIVIDES((a + b - b), b), a % b) \
  }
#define ROW(A) \
  PAIR(A, s8) PAIR(A, u8) PAIR(A, s16) PAIR(A, u16) PAIR(A, s32) PAIR(A, u32) PAIR(A, s64) PAIR(A, u64)
ROW(s8)
ROW(u8)
ROW(s16)
ROW(u16)
ROW(s32)
ROW(u32)
ROW(s64)
ROW(u64)

static const u64 edges[] = {0, 1, -1ul, 127, 128, 255, 32768, 65535, 0x7fffffff, 0x80000000,
    0xffffffff, 0x100000000, 0x7fffffffffffffff, 0x8000000000000000, 0x123456789abcdef1};
static u64 seed = 88172645463325252ul;

static u64 next(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return seed % 3 == 0 ? seed : edges[seed / 3 % (sizeof edges / sizeof *edges)];
}

#define CALL(A, B) \
  op_##A##_##B((A)next(), (B)next()); \
  op_##A##_##B((A)(1ul << (sizeof(A) * 8 - 1)), (B)-1); \
  op_##A##_##B((A)-1, (B)0); \
  op_##A##_##B((A)next(), (B)next());
#define CALLS(A) \
  CALL(A, s8) CALL(A, u8) CALL(A, s16) CALL(A, u16) CALL(A, s32) CALL(A, u32) CALL(A, s64) CALL(A, u64)

int main(void) {
  for (int i = 0; i < 3; i++) {
    CALLS(s8)
    CALLS(u8)
    CALLS(s16)
    CALLS(u16)
    CALLS(s32)
    CALLS(u32)
    CALLS(s64)
    CALLS(u64)
  }
  return 0;
}
