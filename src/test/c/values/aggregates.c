#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "truth.h"

struct point {
  int x;
  short y;
  signed char z;
};

struct bits {
  unsigned a : 1;
  int b : 3;
  unsigned c : 28;
  unsigned long d : 40;
  long e : 24;
  unsigned char f : 7;
  _Bool g : 1;
  short h : 9;
  unsigned long i : 63;
  long j : 64;
  unsigned : 0;
  unsigned k : 32;
};

enum color { RED, GREEN = 3, BLUE = -1 };

struct packed_bits {
  char first;
  unsigned long wide : 60;
  int tail : 5;
  enum color color : 4;
} __attribute__((packed));

struct outer {
  char tag;
  struct point at;
  union {
    int number;
    unsigned char bytes[4];
    float real;
  };
  struct {
    short left, right;
  };
  struct point corners[2];
  enum color color;
  const char *name;
  struct outer *next;
  double weight;
  char text[6];
  int tail[];
};

struct small {
  int a;
  short b;
  char c;
};
struct pair {
  long first, second;
};
struct mixed {
  double d;
  int i;
};
struct large {
  long values[6];
  int last;
};

struct point global_point = {INT_MIN, -2, -3};
static struct bits global_bits;
int grid[2][3] = {{1, 2, 3}, {-4, -5, -6}};
struct point points[3] = {{1, 2, 3}, {4, 5, 6}, {-7, -8, -9}};
char full[4] = {'f', 'u', 'l', 'l'};
char empty[4];
char latin[8] = "caf\xe9!";
char utf8[8] = "\xe2\x82\xac\xc3\xa9";
unsigned char octets[4] = "oct";
uint8_t numbers[4] = {0, 1, 128, 255};
char words[2][6] = {"one", "three"};
const char *names[3] = {"zero", NULL, "two"};
float reals[2] = {1.5f, -0.25f};
_Bool flags[3] = {1, 0, 1};

__attribute__((noinline)) void by_pointer(struct outer *p, const struct point *point) {
  struct outer **twice = &p;
  HERE(by_pointer_line);
  EACH(TI, p->tag, p->at.x, p->at.y, p->at.z, p->number, p->bytes[0], p->bytes[3], p->left, p->right)
  EACH(TI, p->corners[1].x, p->corners[0].y, p->next->at.x, p->tail[0], p->tail[1], point->x, (*point).y, (*twice)->left)
  TS(p->color, p->color == RED ? "RED" : p->color == BLUE ? "BLUE" : "GREEN")
  TS(p->name, p->name)
  TS(p->text, p->text)
  TF(p->real)
  TD(p->weight)
  TP(p->next)
  TP(p->next->next)
  TP(&p->at.y)
  TS(p->bytes, "*")
  TS(p->corners, "[{x=10, y=11, z=12 '\\x0c'}, {x=-13, y=-14, z=-15}]")
}

__attribute__((noinline)) void bit_fields(struct bits *p, struct packed_bits *q) {
  struct bits here = *p;
  anyp(&here);
  HERE(bits_line);
  EACH(TI, p->a, p->b, p->c, p->d, p->e, p->f, p->h, p->j, p->k)
  TU(p->i)
  TB(p->g)
  EACH(TI, here.a, here.b, here.c, here.d, here.e, here.f, here.h, here.j, here.k)
  EACH(TI, q->first, q->tail)
  TU(q->wide)
  TS(q->color, q->color == RED ? "RED" : q->color == BLUE ? "BLUE" : "GREEN")
  EACH(TI, p->a - p->k, p->b - p->a, p->f - p->k, p->b * p->f)
  TI(q->tail + p->b)
}

__attribute__((noinline)) long by_value(
    struct small s, struct pair p, struct mixed m, struct large l, int after) {
  ENTER(by_value);
  EACH(TI, s.a, s.b, s.c, p.first, p.second, m.i, l.values[0], l.values[5], l.last, after)
  TD(m.d)
  HERE(by_value_line);
  EACH(TI, s.a, s.b, s.c, p.first, p.second, m.i, l.values[0], l.values[5], l.last, after)
  return s.a + p.first + l.last;
}

__attribute__((noinline)) void arrays(int i, int j) {
  long local[3] = {any(7), any(-8), LONG_MIN};
  struct point own[2] = {{1, 2, 3}, {-1, -2, -3}};
  anyp(local);
  anyp(own);
  HERE(arrays_line);
  EACH(TI, grid[0][0], grid[1][2], grid[i][j], points[i].x, points[j].z, local[0], local[i], own[i].y)
  EACH(TI, global_point.x, global_point.y, numbers[3], numbers[i], flags[0] + i, words[1][4])
  TS(grid, "[[1, 2, 3], [-4, -5, -6]]")
  TS(grid[1], "[-4, -5, -6]")
  TS(full, "full")
  TS(empty, "")
  TS(latin, "caf\\xe9!")
  TS(utf8, "\xe2\x82\xac\xc3\xa9")
  TS(octets, "oct")
  TS(numbers, "[0, 1, 128, 255]")
  TS(words[1], "three")
  TS(words, "[\"one\", \"three\"]")
  TS(names[0], names[0])
  TS(names[2], names[2])
  TS(reals, "[1.5, -0.25]")
  TS(flags, "[true, false, true]")
  TP(&points[j])
  TP(&grid[1][1])
  TP(points + i)
  TI(&points[j] - points)
  TI(*(grid[1] + j))
}

__attribute__((noinline)) void strings(
    const char *short_one, const char *just, const char *longer, const char *none, const char *wild, const char *nothing) {
  HERE(strings_line);
  TS(short_one, short_one)
  TS(just, just)
  truth_m("none");
  truth_m("wild");
  truth_m("*none");
  TS(nothing, "")
  truth_t("longer", longer, 256);
}

static char *filled(int length) {
  char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  /* The string ends where its page does, and behind it there is nothing. */
  munmap(page + 4096, 4096);
  char *text = page + 4096 - length - 1;
  memset(text, 'x', length);
  return text;
}

int main(void) {
  struct outer *o = calloc(1, sizeof *o + 2 * sizeof(int));
  struct outer next = {.at = {99, 1, 1}};
  *o = (struct outer){'t', {1, -2, -3}, {42}, {-5, 6}, {{10, 11, 12}, {-13, -14, -15}}, GREEN, "name", &next, -1.25, "text"};
  o->tail[0] = 70;
  o->tail[1] = -71;
  by_pointer(o, &global_point);
  global_bits = (struct bits){1, -4, 0xfffffff, (1ul << 40) - 1, -(1l << 23), 127, 1, -256, (1ul << 63) - 1, LONG_MIN + 1, UINT_MAX};
  struct packed_bits packed = {'c', (1ul << 60) - 2, -16, BLUE};
  bit_fields(&global_bits, &packed);
  global_bits = (struct bits){0, 3, 1, 1, 1, 1, 0, 255, 1, -1, 1};
  packed = (struct packed_bits){-1, 5, 15, GREEN};
  bit_fields(&global_bits, &packed);
  struct large l = {{1, 2, 3, 4, 5, -6}, -7};
  by_value((struct small){INT_MIN, -2, 'c'}, (struct pair){LONG_MIN + 1, -1}, (struct mixed){2.5, -3}, l, 77);
  by_value((struct small){1, 2, -3}, (struct pair){LONG_MAX, 5}, (struct mixed){-2.5, INT_MAX}, l, -77);
  arrays(1, 2);
  arrays(0, 1);
  for (int length = 255; length <= 257; length++) {
    strings(filled(3), filled(255), filled(length), NULL, (char *)8192, filled(0));
  }
  return 0;
}
