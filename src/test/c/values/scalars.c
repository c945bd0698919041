#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "truth.h"

struct shared {
  int a;
  long b;
};

enum state { IDLE, RUNNING = 5, LAST };
enum signs { BELOW = -3, NONE = 0, ABOVE = 7 };
enum flags { BIG = 0x80000000u };
typedef enum { ONE = 1, TWO } unnamed;

int global_int = INT_MIN;
static unsigned long file_static = ULONG_MAX;
static const int constant_static = 12345;
volatile short global_short = -2;
static char file_text[8] = "static";
_Thread_local int per_thread = 3;

__attribute__((noinline)) void widths(
    signed char s8, unsigned char u8, short s16, unsigned short u16, int s32, unsigned u32) {
  ENTER(widths);
  EACH(TI, s8, u8, s16, u16, s32, u32)
}

__attribute__((noinline)) void wide(
    long s64, unsigned long u64, long long sll, size_t size, uint8_t small, int8_t smaller) {
  ENTER(wide);
  EACH(TI, s64, sll, small, smaller)
  EACH(TU, u64, size)
}

__attribute__((noinline)) void others(bool yes, char c, enum state state, enum signs sign,
    enum flags flag, void *pointer, unnamed u) {
  ENTER(others);
  EACH(TB, yes)
  EACH(TI, c)
  TS(state, state == IDLE ? "IDLE" : state == RUNNING ? "RUNNING" : state == LAST ? "LAST" : "(enum state)9")
  TS(sign, sign == BELOW ? "BELOW" : sign == ABOVE ? "ABOVE" : "NONE")
  TS(flag, flag == BIG ? "BIG" : "(enum flags)0")
  TS(u, u == TWO ? "TWO" : "ONE")
  EACH(TP, pointer)
}

/* The seventh and later ones are on the stack. */
__attribute__((noinline)) long many(int a, long b, int c, short d, char e, unsigned f, int g,
    signed char h, long i, unsigned short j) {
  ENTER(many);
  EACH(TI, a, b, c, d, e, f, g, h, i, j)
  HERE(many_line);
  EACH(TI, a, b, c, d, e, f, g, h, i, j)
  return a + b + c + d + e + f + g + h + i + j;
}

__attribute__((noinline)) void reals(float f, double d, long double l, int between) {
  volatile float vf = f * 2;
  volatile double vd = d * 2;
  volatile long double vl = l * 2;
  HERE(reals_line);
  EACH(TF, f, vf)
  EACH(TD, d, vd, l, vl)
  EACH(TI, between)
}

__attribute__((noinline)) void globals(int n) {
  static int function_static = 100;
  static struct shared pair = {1, 2};
  function_static += n;
  pair.b -= n;
  per_thread += n;
  HERE(globals_line);
  EACH(TI, n, function_static, global_int, constant_static, global_short, pair.a, pair.b)
  EACH(TU, file_static)
  TS(file_text, file_text)
  file_text[0]++;
  global_int += n;
  file_static -= n;
  global_short += n;
}

__attribute__((noinline)) int shadows(int x) {
  int result = x;
  int before = (int)any(x + 1);
  {
    int x = (int)any(1000);
    HERE(shadow_inner);
    EACH(TI, x, before)
    result += x;
    {
      long x = any(-5);
      HERE(shadow_deep);
      EACH(TI, x, before)
      result += (int)x;
    }
    HERE(shadow_again);
    EACH(TI, x, result)
    result += x;
  }
  HERE(shadow_outer);
  EACH(TI, x, result)
  int later = (int)any(77);
  HERE(shadow_later);
  EACH(TI, x, result, later)
  return result + later + x;
}

int hides = 31;

/* Before its declaration a name means the outer variable. */
__attribute__((noinline)) int not_yet(int n) {
  HERE(not_yet_line);
  EACH(TI, n, hides)
  int hides = (int)any(n * 2);
  HERE(now_line);
  EACH(TI, n, hides)
  return hides;
}

int declared_inside = 9;

__attribute__((noinline)) void outer_name(int n) {
  {
    extern int declared_inside;
    HERE(extern_line);
    EACH(TI, n, declared_inside)
  }
}

__attribute__((noinline)) int loops(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    sum += (int)any(i);
    HERE(loop_line);
    EACH(TI, i, sum, n)
  }
  for (int i = 0; i < n; i++) { any(i); }
  return sum;
}

static inline int twice(int value, int by) {
  int product = value * by;
  HERE(inlined_line);
  EACH(TI, value, by, product)
  return product + value;
}

static inline __attribute__((always_inline)) int always(int value) {
  ENTER(always);
  EACH(TI, value)
  int in = twice(value + 1, 3);
  HERE(always_line);
  EACH(TI, value, in)
  return in;
}

__attribute__((noinline)) int inlines(int n) {
  int a = twice(n, 2);
  int b = twice(a, n);
  int c = always(b);
  int d = always(n);
  HERE(inlines_line);
  EACH(TI, n, a, b, c, d)
  return a + b + c + d;
}

__attribute__((noinline)) long recursive(int depth, long product) {
  ENTER(recursive);
  EACH(TI, depth, product)
  long below = depth == 0 ? product : recursive(depth - 1, product * 3);
  HERE(recursive_line);
  EACH(TI, depth, product, below)
  return below + depth;
}

__attribute__((noinline)) int variadic(int count, ...) {
  va_list list;
  va_start(list, count);
  int sum = 0;
  for (int i = 0; i < count; i++) {
    sum += va_arg(list, int);
  }
  va_end(list);
  HERE(variadic_line);
  EACH(TI, count, sum)
  return sum;
}

__attribute__((noinline)) void constants(void) {
  int known = 42;
  const long negative = -43;
  unsigned char byte = 200;
  bool yes = true;
  HERE(constants_line);
  EACH(TI, known, negative, byte)
  TB(yes)
}

__attribute__((noinline)) long pressure(long a, long b, long c) {
  long d = a * b, e = b * c, f = a - c, g = a ^ b, h = any(a), i = any(b), j = any(c), k = d + e;
  int small = (int)any(-7);
  unsigned char byte = (unsigned char)any(254);
  HERE(pressure_line);
  EACH(TI, a, b, c, d, e, f, g, h, i, j, k)
  EACH(TI, small, byte)
  return a + b + c + d + e + f + g + h + i + j + k + small + byte;
}

__attribute__((noinline)) int guarded(const char *text, int n) {
  char buffer[32];
  snprintf(buffer, sizeof buffer, "%s %d", text, n);
  HERE(guarded_line);
  TS(buffer, buffer)
  TS(text, text)
  TI(n)
  return (int)strlen(buffer);
}

__attribute__((noinline)) int vla(int n, int m) {
  int row[n];
  long grid[n][m];
  for (int i = 0; i < n; i++) {
    row[i] = (int)any(i * i);
    for (int j = 0; j < m; j++) {
      grid[i][j] = any(10 * i + j);
    }
  }
  anyp(row);
  anyp(grid);
  HERE(vla_line);
  EACH(TI, n, m, row[0], row[2], row[n - 1])
  return row[n - 1] + (int)grid[1][1];
}

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

__attribute__((noinline)) void in_thread(long id, const char *name) {
  long square = any(id * id);
  pthread_mutex_lock(&one_at_a_time);
  HERE(thread_line);
  EACH(TI, id, square)
  TS(name, name)
  pthread_mutex_unlock(&one_at_a_time);
}

static void *thread(void *id) {
  in_thread((long)id, (long)id % 2 == 0 ? "even" : "odd");
  return NULL;
}

int main(void) {
  widths(SCHAR_MIN, UCHAR_MAX, SHRT_MIN, USHRT_MAX, INT_MIN, UINT_MAX);
  widths(SCHAR_MAX, 0, SHRT_MAX, 32768, INT_MAX, 0x80000000u);
  widths(-1, 128, -1, 1, -1, 1);
  wide(LONG_MIN, ULONG_MAX, LLONG_MIN, 1ul << 63, 255, -128);
  wide(LONG_MAX, 0, LLONG_MAX, (1ul << 63) - 1, 0, 127);
  wide(-1, 1, -1, 4294967296ul, 65, 65);
  others(true, 'A', RUNNING, BELOW, BIG, &global_int, TWO);
  others(false, '\0', (enum state)9, ABOVE, 0, NULL, ONE);
  others(true, (char)-1, LAST, NONE, BIG, (void *)-1, TWO);
  many(1, -2, 3, -4, '5', 6, -7, -8, LONG_MIN, 65535);
  many(INT_MIN, LONG_MAX, -1, 1, '\n', UINT_MAX, INT_MAX, 127, -1, 0);
  reals(1.5f, -2.25, 3.125L, 4);
  reals(0.1f, 1e300, 1e-10L, -4);
  for (int i = 1; i <= 3; i++) {
    globals(i);
  }
  shadows(3);
  not_yet(4);
  outer_name(5);
  loops(4);
  inlines((int)any(6));
  recursive(4, 2);
  variadic(3, 10, 20, -5);
  constants();
  pressure(3, -4, LONG_MAX);
  guarded("guarded text", 99);
  vla(5, 3);
  for (long id = 0; id < 4; id++) {
    pthread_t t;
    pthread_create(&t, NULL, thread, (void *)id);
    pthread_join(t, NULL);
  }
  return 0;
}
