/* Variables of every kind, in frames of every kind: what tests compare with a debugger. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

enum state { IDLE, RUNNING = 7, STOPPED = -1 };

struct pos {
  int x, y;
};

struct req {
  int id;
  char name[16];
  struct pos pos;
  enum state state;
  unsigned flag : 3, kind : 5;
  struct req *next;
};

struct pair {
  long first, second;
};

struct big {
  long values[5];
};

static int counter = 3;
int global_total;
int sink;

static inline int scaled(int v) {
  int w = v * 3;
  if (w > 100) {
    int over = w - 100;
    w -= over / 2;
  }
  return w + counter;
}

static inline int outer_inline(int v) {
  int first = scaled(v);
  int second = scaled(first + 1);
  return first ^ second;
}

NOINLINE int add(struct req *r, int n) {
  static int calls;
  calls++;
  int sum = r->id + n;
  for (int i = 0; i < n; i++) {
    int sq = i * i;
    {
      int n = sq + 1; /* hides the parameter */
      sum += n;
    }
    sum += outer_inline(sq);
  }
  return sum;
}

NOINLINE int eight(int a, int b, int c, int d, int e, int f, int g, int h) {
  int local = a + b * c - d + e - f;
  return local + g * h;
}

NOINLINE int narrow(char c, short s, bool b, uint8_t u, int8_t i, unsigned long l) {
  if (b)
    return c + s + u + i;
  return (int)l;
}

NOINLINE int vla(int n) {
  char buf[n];
  memset(buf, n, n);
  return buf[n / 2];
}

NOINLINE void empty(int x) {}
NOINLINE void nothing(void) {}
NOINLINE int one_line(int x) { return x + 1; }
NOINLINE double floating(double d, float e, int i) { return d * e + i; }

NOINLINE int taken(int x) {
  int y;
  if (sscanf("3", "%d", &y) != 1)
    return 0;
  sscanf("4", "%d", &x);
  return x + y;
}

/* The parameter is stored late: after a path that does not need it. */
NOINLINE int taken_late(int x, int n) {
  int sum = 0;
  if (n > 3)
    return n;
  for (int i = 0; i < n; i++)
    sum += sscanf("5", "%d", &x);
  return sum + x;
}

NOINLINE long by_value(struct pair p, struct big b, struct pos q) {
  return p.first + p.second + b.values[4] + q.x + q.y;
}

NOINLINE int loop_first(int x) {
  while (x--)
    sink += x;
  return sink;
}

NOINLINE int on_cold_path(int x) {
  if (__builtin_expect(x == 1000, 0)) {
    fprintf(stderr, "never %d\n", x);
    abort();
  }
  return x * 2;
}

NOINLINE int protected(const char *text) {
  char copy[32];
  strcpy(copy, text);
  return copy[0];
}

NOINLINE int aligned(int n) {
  int __attribute__((aligned(64))) block[16];
  for (int i = 0; i < 16; i++)
    block[i] = n + i;
  sink += block[n & 15];
  return block[3];
}

NOINLINE int recursive(int n) { return n < 2 ? n : recursive(n - 1) + recursive(n - 2); }

NOINLINE int walk(struct req *list) {
  int count = 0;
  for (struct req *at = list; at; at = at->next) {
    enum state was = at->state;
    if (was == RUNNING)
      count += at->pos.x;
    else
      count -= at->pos.y;
  }
  return count;
}

int main(int argc, char **argv) {
  struct req second = {.id = 2, .name = "second", .pos = {5, 6}, .state = STOPPED};
  struct req r = {.id = argc, .name = "hello", .state = RUNNING, .pos = {3, 4}, .next = &second};
  struct pair p = {11, 22};
  struct big b = {{1, 2, 3, 4, 5}};
  volatile int keep = 0;
  for (int i = 0; i < 4; i++) {
    keep += add(&r, i) + eight(1, 2, 3, 4, 5, 6, 7, i) + vla(i + 1) + taken(i);
    keep += narrow('x', -3, i & 1, 200, -5, 77) + taken_late(i, i * 2);
    keep += by_value(p, b, r.pos) + loop_first(i) + on_cold_path(i) + aligned(i);
  }
  empty(keep);
  nothing();
  keep += one_line(keep) + protected("text") + recursive(4) + walk(&r);
  global_total = keep;
  printf("%d %f\n", keep, floating(keep, 2, 3));
  return 0;
}
