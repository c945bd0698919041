/*
 * Locals on the stack, whose stores an optimiser moves: across lines, branches, turns of loops. With -DSAY at -O0 it prints what
 * they hold in front of a line; no other line finds the same value in the same variable. Not asked for, since nothing tells: `one`
 * behind a store through a pointer, which clang's debug info does not see; `p.first` where clang takes what line 49 reads out of the
 * loop, to where it still is 0; `p` where gcc 11 and 12 share the code of line 34, and where vectorisers let line 176 store it.
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

struct pair { long first, second; };
struct wide { long head; int count; short small; _Bool flag; char text[5]; long rest[6]; };
struct big { long words[700]; };

long out, other;
int given = 3;
long table[8] = {1, 2, 3, 4, 5, 6, 7, 8};

__attribute__((noinline)) void look(const void *a, const void *b) { __asm__ volatile("" : : "r"(a), "r"(b) : "memory"); }

__attribute__((noinline)) long branches(long n) {
  struct pair p = {n, 100};
  AT2(p.first, p.second) out = n * 3;
  if (n & 1) {
    p.first = n + 1000;
    AT2(p.first, p.second) other = n * 5;
    p.second = n + 2000;
    out ^= 77;
  } else {
    p.first = n + 3000;
    AT2(p.first, p.second) other = n * 7;
  }
  AT2(p.first, p.second) out += other;
  look(&p, 0);
  AT2(p.first, p.second) return p.first + out;
}

__attribute__((noinline)) long loop(int n) {
  struct pair p = {0, -1};
  for (int i = 0; i < n; i++) {
    AT2(p.first, p.second) out += i;
    p.first = i * 10 + 7;
    AT(p.second) other += i;
    p.second = i * 10 + 8;
    look(&p, &i);
    AT3(i, p.first, p.second) out ^= other;
  }
  AT2(p.first, p.second) out++;
  look(&p, 0);
  return p.second;
}

__attribute__((noinline)) long summed(const long *from, int n) {
  struct pair p = {50, 0};
  look(&p, 0);
  for (int i = 0; i < n; i++) {
    AT(p.first) p.second += from[i] * 100;
    AT2(p.first, p.second) p.first += from[i];
    AT(p.first) other = from[i];
  }
  AT2(p.first, p.second) out++;
  look(&p, 0);
  return p.first;
}

__attribute__((noinline)) long fields(int n) {
  struct wide w = {.head = n, .rest = {[3] = 44}};
  AT3(w.head, w.rest[3], w.rest[0]) out = n * 9;
  w.count = n + 1;
  AT2(w.count, w.small) w.small = n + 2;
  AT2(w.small, w.flag) w.flag = n > given;
  AT2(w.flag, w.text[0]) w.text[0] = 'a';
  AT2(w.text[0], w.rest[1]) w.rest[1] = out;
  AT(w.rest[1]) out += 4;
  look(&w, 0);
  AT3(w.head, w.count, w.small) w.count += n * 50;
  AT2(w.count, w.flag) w.small |= 1024;
  AT2(w.small, w.flag) w.flag = n < given;
  AT2(w.flag, w.text[0]) w.text[0]++;
  AT2(w.text[0], w.rest[3]) out += 2;
  look(&w, 0);
  return w.count;
}

__attribute__((noinline)) long copied(const struct wide *from, int n) {
  struct wide a = *from;
  AT2(a.head, a.rest[5]) struct wide b = a;
  AT3(a.head, b.head, b.rest[4]) b.head = n + 70;
  AT3(b.head, b.count, b.rest[4]) out += n;
  b.rest[4] = n + 80;
  AT2(b.head, b.rest[4]) a = b;
  AT2(a.head, a.rest[4]) out += 3;
  look(&a, &b);
  return a.head + b.count;
}

__attribute__((noinline)) long large(int n) {
  struct big b = {{0}};
  AT2(b.words[0], b.words[699]) out = n;
  b.words[3] = n + 5;
  AT2(b.words[3], b.words[650]) other = n + 2;
  b.words[650] = n + 6;
  AT2(b.words[3], b.words[650]) out += other;
  look(&b, 0);
  for (int i = 0; i < 700; i++) b.words[i] += i;
  AT2(b.words[3], b.words[650]) out += 2;
  look(&b, 0);
  return b.words[650];
}

__attribute__((noinline)) long pointed(int n) {
  long a[6] = {1, 2, 3, 4, 5, 6};
  long one = n;
  long *q = n > 2 ? &a[n & 3] : &one;
  AT3(one, a[1], a[3]) out = n * 11;
  *q = 500 + n;
  AT2(a[1], a[3]) other = n * 13;
  a[n & 1] = 600 + n;
  AT3(one, a[1], a[3]) out += other;
  look(a, &one);
  AT3(one, a[1], a[3]) out += 5;
  return a[3] + one;
}

__attribute__((noinline)) long unrolled(int n) {
  int a[4];
  int last = -1;
  for (int i = 0; i < 4; i++) {
    AT(last) out += i;
    a[i] = n + i * 16;
    AT(last) other += a[i];
    last = n + i;
    look(a, &last);
  }
  AT3(a[0], a[3], last) out += 8;
  return a[n & 3] + last;
}

__attribute__((noinline)) long chosen(int n) {
  struct pair p = {n, n + 1};
  switch (n) {
    case 1: p.first = 10;
      AT2(p.first, p.second) out += 1; break;
    case 2: p.second = 20;
      AT2(p.first, p.second) out += 2; break;
    case 3: p.first = 30;
      AT2(p.first, p.second) out += 3;
    case 4: p.second = 40;
      AT2(p.first, p.second) out += 4; break;
    case 5: out += 9; break;
    default: p.first = 60;
      AT2(p.first, p.second) out += 5;
  }
  AT2(p.first, p.second) out += 6;
  look(&p, 0);
  return p.first;
}

/* Nobody knows `p` when `to` is passed. */
__attribute__((noinline)) long through(struct wide *to, long n) {
  struct pair p = {n + 60000, n + 61000};
  AT2(p.first, p.second) *to = (struct wide){n, given, 7, 1, "def", {n * 3, n * 5, 8, n * 7}};
  AT2(p.first, p.second) out += n * 9;
  look(&p, to);
  AT2(p.first, p.second) to->head = n * 11;
  p.second = n + 62000;
  AT(p.first) to->count = out;
  to->rest[4] = n * 13;
  AT(p.first) other ^= n;
  p.first = n + 63000;
  AT2(p.first, p.second) to->small = 9;
  look(&p, to);
  AT2(p.first, p.second) return p.first + to->rest[1];
}

int main(void) {
  struct wide w = {11, 12, 13, 1, "abc", {21, 22, 23, 24, 25, 26}};
  long sum = 0;
  for (int n = 1; n < 7; n++) sum += branches(n) + loop(n) + fields(n) + copied(&w, n) + pointed(n) + unrolled(n) + chosen(n);
  for (int n = 1; n < 7; n++) sum += through(&w, n);
  sum += summed(table, given + 5) + large(given);
  out = sum;
  return 0;
}
