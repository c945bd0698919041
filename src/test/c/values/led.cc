/*
 * Pointers, references and `this` that lead to locals whose stores an optimiser moves. Built with -DSAY at -O0 it prints what is
 * there in front of a line. Between two changes of the same thing somebody looks at it: a compiler leaves out the first otherwise.
 */
#ifdef SAY
#include <stdio.h>
#define AT1(e) printf("@%d|%s|%lld\n", __LINE__, #e, (long long)(e));
#else
#define AT1(e)
#endif
#define AT(a) AT1(a)
#define AT2(a, b) AT1(a) AT1(b)
#define AT3(a, b, c) AT1(a) AT1(b) AT1(c)

long out, other;
volatile int tick;

__attribute__((noinline, noipa)) void look(const void *a, const void *b = nullptr) {
  __asm__ volatile("" : : "r"(a), "r"(b) : "memory");
}

struct Point {
  long x, y, z;
  int tag[3];

  void add(long d) {
    x += d;
    AT3(x, this->y, tag[1]) tick = tick + 1;
    y += d;
    AT3(x, y, z) out += d;
    z += d;
    AT3(x, y, z) tick = tick + 2;
    tag[1] = d;
    AT3(z, tag[1], tag[2]) out += 5;
  }

  long sum() const {
    long s = x;
    AT3(x, y, z) tick = tick + 3;
    s += y * 3;
    AT3(x, y, tag[0]) out ^= s;
    return s + z;
  }

  long seen(long d) {
    x += d * 5;
    AT3(x, y, z) tick = tick + 7;
    y += x + d;
    AT3(x, y, z) out += y;
    z += d;
    look(this);
    AT3(x, y, z) return y + z;
  }

  void twice(long d) {
    add(d);
    AT3(x, y, z) tick = tick + 4;
    look(this);
    AT3(x, y, z) add(d + 1);
    AT2(x, y) out += 9;
  }
};

struct Seen : Point {
  Seen(long a, long b, long c) : Point{a, b, c, {1, 2, 3}} { look(this); }
};

struct Pair {
  Point one;
  Point *two;

  void both(long d) {
    one.add(d);
    AT3(one.x, one.z, two->y) tick = tick + 5;
    two->add(d * 2);
    AT3(one.y, two->x, two->tag[1]) out += 3;
  }
};

static inline void scale(Point &p, long by) {
  p.x *= by;
  AT3(p.x, p.y, p.z) tick = tick + 1;
  p.y *= by;
  AT3(p.x, p.y, p.z) out += by;
  p.z *= by;
  AT3(p.x, p.y, p.tag[2]) tick = tick + 1;
}

static inline void fill(int *from, int *to, int v) {
  for (; from != to; ++from) {
    *from = v;
    AT2(*from, v) tick = tick + 6;
    v += 3;
  }
}

__attribute__((noinline)) long direct(long n) {
  Point p = {n, n + 1, n + 2, {7, 8, 9}};
  Point *q = &p;
  AT3(q->x, q->y, q->tag[2]) tick = tick + 1;
  q->x = n * 10;
  AT3(q->x, q->y, p.z) out += n;
  q->y = n * 20;
  AT3(q->x, q->y, q->z) tick = tick + 1;
  p.z = n * 30;
  AT3(q->x, q->y, q->z) out ^= n;
  look(q);
  AT3(q->x, q->y, q->z) q->tag[0] = n;
  AT3(q->tag[0], q->tag[1], q->z) tick = tick + 1;
  q->tag[1] = n + 4;
  AT3(q->tag[0], q->tag[1], q->tag[2]) out += 2;
  look(q);
  return q->x;
}

__attribute__((noinline)) long methods(long n) {
  Point p = {n, n * 2, n * 3, {1, 2, 3}};
  look(&p);
  p.add(n);
  look(&p);
  p.twice(n + 3);
  long s = p.sum();
  look(&p);
  return s;
}

__attribute__((noinline)) long nested(long n) {
  Point inner = {n, 5, 6, {4, 5, 6}};
  Pair pair = {{1, 2, n, {1, 1, 1}}, &inner};
  look(&pair, &inner);
  pair.both(n);
  look(&pair, &inner);
  pair.both(n + 7);
  AT3(pair.one.x, inner.x, pair.two->z) tick = tick + 1;
  look(&pair, &inner);
  return pair.one.z;
}

__attribute__((noinline)) long references(long n) {
  Point p = {n, n + 5, n + 6, {3, 2, 1}};
  look(&p);
  scale(p, n + 2);
  AT3(p.x, p.y, p.z) tick = tick + 1;
  look(&p);
  scale(p, 3);
  look(&p);
  auto more = [&p, &n](long d) {
    p.x += d;
    AT2(p.x, p.y) tick = tick + 1;
    n += d;
    AT3(p.x, p.y, n) out += 2;
    p.y -= d;
    AT3(p.x, p.y, n) tick = tick + 1;
  };
  more(n);
  look(&p, &n);
  more(4);
  look(&p, &n);
  return p.y + n;
}

__attribute__((noinline)) long arrays(int n) {
  int a[6] = {n, 1, 2, 3, 4, 5};
  int *p = a + 2;
  AT3(p[0], p[1], p[-2]) tick = tick + 1;
  p[0] = n + 1;
  AT3(p[0], p[1], a[0]) out += n;
  *++p = n + 2;
  AT3(p[0], p[-1], p[1]) tick = tick + 1;
  look(a);
  fill(a, a + 6, n);
  AT3(a[0], *p, a[5]) tick = tick + 1;
  look(a);
  return a[3];
}

__attribute__((noinline)) long temporary(long n) {
  long s = Point{n, n + 50, n + 60, {5, 6, 7}}.sum();
  look(&s);
  s += Pair{{n, 2, 3, {1, 2, 3}}, nullptr}.one.sum();
  look(&s);
  s += Seen(1, n, 3).seen(n);
  return s + Seen(n, 2, n).seen(4);
}

__attribute__((noinline)) long turns(int n) {
  Point p = {0, 100, 200, {0, 0, 0}};
  Point *q = &p;
  for (int i = 0; i < n; i++) {
    q->x += i;
    AT3(q->x, q->y, i) tick = tick + 1;
    q->y = q->x * 2;
    AT3(q->x, q->y, q->z) out += i;
    look(q);
    p.add(i);
    AT3(q->x, q->z, i) tick = tick + 1;
    look(q);
  }
  AT3(q->x, q->y, q->z) tick = tick + 1;
  look(q);
  return q->x;
}

int main() {
  for (int i = 1; i <= 6; i++) {
    out += direct(i * 11);
    out += methods(i * 13);
    out += nested(i * 17);
    out += references(i * 19);
    out += arrays(i * 23);
    out += temporary(i * 29);
    out += turns(i + 2);
  }
  return out == 1;
}
