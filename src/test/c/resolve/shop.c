/* What the golden cells look into. src/test/asm/resolve holds it as a compiler once made it, so
   that every address and every place of a variable is the same on every machine. */
#include "shop.h"

static int counter = 3;
int total = 5;
__thread int per_thread;
int matrix[3][4];
const char *title = "shop";
u8 raw[8];
struct item *shelf[4];
double rate = 1.5;
struct hidden *behind;
int (*callback)(int);

static inline __attribute__((always_inline)) int scaled(int v) {
  int w = v * 3;
  return w + counter;
}

int price(struct item *it, int count) {
  int sum = it->id;
  for (int i = 0; i < count; i++) {
    int step = i + total;
    {
      int count = step * 2; /* hides the parameter */
      sum += count;
    }
    sum += scaled(step);
  }
  return sum;
}

long add(struct pair p, struct pos at, long *out) {
  long both = p.first + p.second;
  *out = both + at.x;
  return both;
}

int label(const char *text, char grade, u8 level, char tag[4]) {
  if (text && grade > 'a')
    return level + tag[0];
  return scaled(level);
}

static int helper(int v) {
  static int calls;
  calls++;
  return v + calls;
}

static int keep(int n) {
  int doubled = n * 2;
  total += doubled;
  return n;
}

int work(int n) {
  struct pos origin = {n, n + 1};
  long sum = 0;
  sum += price(shelf[0], n) + helper(n) + near_rate(n) + far_rate(n) + keep(n);
  sum += add((struct pair){n, 1}, origin, &sum) + label(title, 'b', 1, "abc");
  return (int)sum;
}

void _start(void) {
  for (;;)
    work(3);
}
