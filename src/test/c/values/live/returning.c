/* Calls functions that return values of every kind, and prints what each was given and gave: NAME n VALUE... */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define FUNCTION __attribute__((noinline, noclone))
/* A call is not left out although nobody uses what it gives. */
#define KEEP __asm__ volatile("")

enum colour { RED = -1, GREEN, BLUE = 7 };
struct small { int a; short b; char text[2]; };
struct two { long a; int b; char c; bool d; };
struct bits { unsigned a : 3; int b : 7; unsigned c : 22; long d : 40; };
struct mixed { double real; long whole; };
struct floats { float x, y; };
struct large { long v[4]; int n; };
struct __attribute__((packed)) packed { char a; long b; };
struct point { int x, y; };
struct line { struct point from, to; };
union either { int number; uint8_t bytes[4]; };

static char text[64];
int calls;

FUNCTION signed char give_schar(int n) { return (signed char)(n * 37); }
FUNCTION unsigned char give_uchar(int n) { return (unsigned char)(n * 37); }
FUNCTION short give_short(int n) { return (short)(n * 9973); }
FUNCTION unsigned short give_ushort(int n) { return (unsigned short)(n * 9973); }
FUNCTION int give_int(int n) { return n * 123456789; }
FUNCTION unsigned give_uint(int n) { return (unsigned)n * 123456789u; }
FUNCTION long give_long(int n) { return n * 0x123456789abcdefL; }
FUNCTION unsigned long give_ulong(int n) { return (unsigned long)n * 0xfedcba987654321UL; }
FUNCTION bool give_bool(int n) { return n & 4; }
FUNCTION enum colour give_enum(int n) { return n % 3 == 0 ? RED : n % 3 == 1 ? GREEN : BLUE; }
FUNCTION char *give_string(int n) { snprintf(text, sizeof text, "number %d", n); return text; }
FUNCTION void *give_pointer(int n) { return n == 2 ? 0 : text + n; }
FUNCTION struct small give_small(int n) { struct small s = {n, (short)-n, {'a' + n, 0}}; return s; }
FUNCTION struct two give_two(int n) { struct two s = {-n, n * 3, (char)n, n & 1}; return s; }
FUNCTION struct bits give_bits(int n) { struct bits s = {n, -n, n * 1000, -n * 100000000L}; return s; }
FUNCTION struct mixed give_mixed(int n) { struct mixed s = {n / 2.0, n * 5}; return s; }
FUNCTION struct floats give_floats(int n) { KEEP; struct floats s = {n, n}; return s; }
FUNCTION struct large give_large(int n) { struct large s = {{n, -n, n * 2, n * 3}, n + 1}; return s; }
FUNCTION struct packed give_packed(int n) { struct packed s = {(char)n, n * 77}; return s; }
FUNCTION struct line give_line(int n) { struct line s = {{n, n + 1}, {-n, -n - 1}}; return s; }
FUNCTION union either give_union(int n) { union either u = {n * 0x01020304}; return u; }
FUNCTION double give_double(int n) { KEEP; return n / 3.0; }
FUNCTION long double give_long_double(int n) { KEEP; return n / 3.0L; }
FUNCTION __int128 give_wide(int n) { return ((__int128)n << 70) - n; }
FUNCTION void give_nothing(int n) { calls += n; }
FUNCTION int take_string(const char *s, struct point *p) { __asm__ volatile("" : : "r"(p) : "memory"); p->x += 100; return (int)strlen(s) + p->x; }

int main(void) {
  for (int n = -2; n < 9; n++) {
    calls = n + 100;
    printf("give_schar %d %d\n", n, give_schar(n));
    printf("give_uchar %d %d\n", n, give_uchar(n));
    printf("give_short %d %d\n", n, give_short(n));
    printf("give_ushort %d %d\n", n, give_ushort(n));
    printf("give_int %d %d\n", n, give_int(n));
    printf("give_uint %d %u\n", n, give_uint(n));
    printf("give_long %d %ld\n", n, give_long(n));
    printf("give_ulong %d %lu\n", n, give_ulong(n));
    printf("give_bool %d %s\n", n, give_bool(n) ? "true" : "false");
    enum colour c = give_enum(n);
    printf("give_enum %d %s\n", n, c == RED ? "RED" : c == GREEN ? "GREEN" : "BLUE");
    printf("give_string %d %s\n", n, give_string(n));
    printf("give_pointer %d 0x%lx\n", n, (unsigned long)give_pointer(n));
    struct small s = give_small(n);
    printf("give_small %d %d %d %s\n", n, s.a, s.b, s.text);
    struct two t = give_two(n);
    printf("give_two %d %ld %d %d %s\n", n, t.a, t.b, t.c, t.d ? "true" : "false");
    struct bits b = give_bits(n);
    printf("give_bits %d %u %d %u %ld\n", n, b.a, b.b, b.c, (long)b.d);
    struct mixed m = give_mixed(n);
    printf("give_mixed %d %ld\n", n, m.whole);
    give_floats(n);
    printf("give_floats %d\n", n);
    struct large l = give_large(n);
    printf("give_large %d [%ld, %ld, %ld, %ld] %d\n", n, l.v[0], l.v[1], l.v[2], l.v[3], l.n);
    struct packed p = give_packed(n);
    printf("give_packed %d %d %ld\n", n, p.a, p.b);
    struct line i = give_line(n);
    printf("give_line %d %d %d %d %d\n", n, i.from.x, i.from.y, i.to.x, i.to.y);
    union either u = give_union(n);
    printf("give_union %d %d [%d, %d, %d, %d]\n", n, u.number, u.bytes[0], u.bytes[1], u.bytes[2], u.bytes[3]);
    give_double(n);
    printf("give_double %d\n", n);
    give_long_double(n);
    printf("give_long_double %d\n", n);
    __int128 w = give_wide(n);
    printf("give_wide %d 0x%lx 0x%lx\n", n, (unsigned long)(w >> 64), (unsigned long)w);
    give_nothing(n);
    printf("give_nothing %d %d\n", n, calls);
    char word[16];
    snprintf(word, sizeof word, "word%d", n);
    struct point q = {n, -n};
    int x = q.x;
    int r = take_string(word, &q);
    printf("take_string %d %s %d %d %d\n", r, word, x, -n, q.x);
  }
  return 0;
}
