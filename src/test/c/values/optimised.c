/* What optimisers do to variables: one function for each. Deterministic; prints a sum. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NOINLINE __attribute__((noinline, noclone))

enum shade { DARK = -2, DIM, LIGHT = 40 };
struct two { int x, y; };
struct wide { long first, second; };
struct odd { char tag; short size; unsigned low : 3, high : 7; };
struct mixed { double weight; int count; };
struct large { struct two corners[3]; enum shade shade; const char *name; };
union word { uint32_t whole; uint8_t bytes[4]; float real; };
typedef int (*operation)(int, int);

volatile int sink;
volatile int source = 5;
static int total;
static __thread int of_thread = 11;

static int plus(int a, int b) { return a + b; }
static int minus(int a, int b) { return a - b; }

/* A structure torn into registers, of which parts are constants. */
NOINLINE int torn(int n) {
  struct two p = {n, 3};
  struct wide w = {n * 2L, -1};
  struct odd o = {'t', (short)n, 5, 90};
  for (int i = 0; i < n; i++) {
    p.x += i * p.y;
    w.first ^= p.x;
    o.size += i;
  }
  sink = p.x + (int)w.first + o.size;
  return p.x + p.y + o.low + o.high;
}

/* Structures passed and returned in registers and in memory. */
NOINLINE struct wide swapped(struct wide w) {
  long keep = w.first;
  w.first = w.second + source;
  w.second = keep;
  return w;
}

NOINLINE struct mixed weighed(struct mixed m, struct large l, int n) {
  m.weight *= n;
  m.count += l.corners[n & 1].y;
  sink = l.name[0];
  return m;
}

/* Inlined copies with locals and statics of their own, and names that hide others. */
static inline __attribute__((always_inline)) int folded(int v, int step) {
  static int calls;
  int half = v / 2;
  calls += step;
  {
    int half = v * step;
    sink = half;
    total += half;
  }
  return half + calls;
}

NOINLINE int copies(int v) {
  int one = folded(v, 1);
  int other = folded(one + source, 2);
  for (int v = 0; v < 3; v++)
    other += folded(v, other & 3);
  return one - other;
}

/* Pointers to what is only in registers. */
static inline __attribute__((always_inline)) void raise(struct two *p, int *by) {
  p->x += *by;
  p->y -= *by;
  sink = p->x;
}

NOINLINE int pointed(int n) {
  struct two local = {n, n + 1};
  int step = n * 3;
  raise(&local, &step);
  raise(&local, &n);
  return local.x * local.y;
}

/* Parameters that are dead after their last use: what they were on entry. */
NOINLINE int last(int used, long kept, struct large *l) {
  sink = used;
  sink = (int)kept;
  for (int i = 0; i < 3; i++) {
    sink = l->corners[i].x;
    total += i;
  }
  return total;
}

NOINLINE int calls_last(struct large *l, int n) {
  int sum = last(7, n + 1L, l);
  sum += last(n, 9, l);
  sum += last(source, n * 2L, l);
  return sum + l->shade;
}

/* Narrow integers, characters, bools, bit arithmetic. */
NOINLINE unsigned narrow(signed char c, unsigned short u, bool flag, uint8_t b) {
  unsigned short mixed = (unsigned short)(u * 3 + c);
  bool both = flag && mixed > 100;
  int8_t turned = (int8_t)(b << 1);
  sink = turned;
  unsigned char up = (unsigned char)(c + b);
  sink = both;
  return mixed + up + (both ? 1u : 2u) + (unsigned)turned;
}

/* Loops whose counters become pointers. */
NOINLINE long walked(const int *a, int n) {
  long sum = 0;
  for (int i = 0; i < n; i++) {
    const int *at = &a[i];
    sum += *at * (long)i;
    sink = (int)sum;
  }
  return sum;
}

/* Floating point, wide integers, unions. */
NOINLINE double floating(float f, double d, int n) {
  double sum = d;
  float least = f;
  for (int i = 0; i < n; i++) {
    sum += f * i;
    if (sum < least)
      least = (float)sum;
    sink = (int)sum;
  }
  return sum + least;
}

NOINLINE int joined(uint64_t high, uint64_t low, uint32_t word) {
  unsigned __int128 both = (unsigned __int128)high << 64 | low;
  union word u;
  u.whole = word;
  sink = u.bytes[1];
  both *= 3;
  return (int)(both >> 60) + u.bytes[2];
}

/* Arrays on the stack, of known and of variable length, of two dimensions. */
NOINLINE int arrays(int n) {
  int fixed[6];
  char text[12];
  short grid[2][3];
  int variable[n];
  for (int i = 0; i < 6; i++)
    fixed[i] = i * n;
  for (int i = 0; i < n; i++)
    variable[i] = -i;
  snprintf(text, sizeof text, "n is %d", n);
  for (int i = 0; i < 6; i++)
    grid[i / 3][i % 3] = (short)(fixed[i] - i);
  sink = text[5];
  return variable[n - 1] + grid[1][2] + fixed[n % 6];
}

/* Tail calls, recursion, function pointers, thread-local and static variables. */
NOINLINE int descend(int depth, int sum) {
  int here = depth * depth;
  if (depth == 0)
    return sum;
  sink = here;
  return descend(depth - 1, sum + here);
}

NOINLINE int applied(operation op, int a, int b) {
  static int times = 100;
  int result = op(a, b);
  times++;
  of_thread += result;
  enum shade shade = result > 10 ? LIGHT : result < 0 ? DARK : DIM;
  sink = (int)shade;
  return op(result, times) + of_thread;
}

NOINLINE int chosen(int n) {
  int result = 0;
  switch (n & 3) {
    case 0: { int zero = n + 1; result = zero * 2; sink = zero; break; }
    case 1: { long one = n * 3L; result = (int)one; sink = result; break; }
    default: { struct two pair = {n, -n}; sink = pair.x; result = pair.x * pair.y; }
  }
  return result;
}

int main(void) {
  int numbers[8] = {3, -1, 4, 1, -5, 9, 2, 6};
  struct large l = {{{1, 2}, {3, 4}, {5, 6}}, LIGHT, "large"};
  long sum = 0;
  for (int round = 1; round <= 3; round++) {
    sum += torn(round + source);
    struct wide w = swapped((struct wide){round, -round});
    sum += w.first - w.second;
    struct mixed m = weighed((struct mixed){0.5 * round, round}, l, round);
    sum += (long)m.weight + m.count;
    sum += copies(round * 10);
    sum += pointed(round);
    sum += calls_last(&l, round);
    sum += narrow((signed char)(-round), (unsigned short)(60000 + round), round & 1, (uint8_t)(100 * round));
    sum += walked(numbers, 8 - round);
    sum += (long)floating(1.5f * round, -2.25, round + 2);
    sum += joined(round, ~0UL - round, 0x01020304u * round);
    sum += arrays(round + 3);
    sum += descend(round + 2, 0);
    sum += applied(round & 1 ? plus : minus, round, 7);
    sum += chosen(round) + chosen(round + 1);
    printf("%ld\n", sum);
  }
  return 0;
}
