/* Functions that nobody else can call, of whose results not all is used; prints NAME and what each gave. */
#include <stdio.h>

#define FUNCTION static __attribute__((noinline))
/* A call is not left out although nobody uses what it gives. */
#define KEEP(n) __asm__ volatile("" : : "r"(n) : "memory", "rax", "rdx")

struct two { long first, second; };
struct large { long v[5]; };
int sum;
int (*volatile called)(int);

FUNCTION int ignored(int n) { KEEP(n); return n * 3 + sum; }
FUNCTION struct two only_second(int n) { KEEP(n); return (struct two){n * 3, n * 5}; }
FUNCTION struct two only_first(int n) { KEEP(n); return (struct two){n * 4, n * 6}; }
FUNCTION struct two both(int n) { KEEP(n); return (struct two){n * 7, n * 8}; }
FUNCTION struct large room(int n) { KEEP(n); return (struct large){{n, n * 2, n * 3, n * 4, n * 5}}; }
FUNCTION int always(int n) { KEEP(n); return 5; }
FUNCTION int used(int n) { KEEP(n); return n * 7; }
FUNCTION int compared(int n) { KEEP(n); return n * 9; }
FUNCTION int inner(int n) { KEEP(n); return n * 11; }
FUNCTION int passed_on(int n) { KEEP(n); int given = inner(n); KEEP(n + 1); return given; }
FUNCTION int behind(int n) { KEEP(n); return inner(n + 1); }
FUNCTION int by_address(int n) { KEEP(n); return n * 13; }
/* They change neither rax nor rdx: those who call them may keep values of their own there (gcc's -fipa-ra). */
FUNCTION int aside(int *to, int n) { *to += n; return n * 19 + 1; }
__attribute__((noinline)) int keeping(int *to, int n) { int own = sum * 3; aside(to, n); return own; }
/* Where code shall be short, -1 is made by an `or` with what was there. */
FUNCTION int failing(int n) { sum += n; return n * 23; }
__attribute__((noinline, cold)) int failed(int n) { failing(n); return -1; }
FUNCTION char narrow(int n) { KEEP(n); return (char)(n * 17); }

/* What each gives, computed elsewhere: the results themselves are not used here. */
static void say(const char *name, long first, long second) { printf("%s %ld %ld\n", name, first, second); }

int main(void) {
  called = by_address;
  for (int n = 1; n < 6; n++) {
    say("ignored", n * 3 + sum, 0), ignored(n);
    say("only_second", n * 3, n * 5), sum += (int)only_second(n).second;
    say("only_first", n * 4, n * 6), sum += (int)only_first(n).first;
    struct two two = both(n);
    say("both", n * 7, n * 8), sum += (int)(two.first - two.second);
    say("room", n, n * 5), sum += (int)room(n).v[3];
    say("always", 5, 0), sum += always(n);
    say("used", n * 7, 0), sum += used(n);
    say("compared", n * 9, 0);
    if (compared(n) > 30) sum++;
    say("inner", n * 11, 0), say("passed_on", n * 11, 0), sum += passed_on(n);
    say("inner", n * 11 + 11, 0), say("behind", n * 11 + 11, 0), sum += behind(n);
    say("by_address", n * 13, 0), by_address(n), say("by_address", n * 13, 0), called(n);
    say("aside", n * 19 + 1, 0), sum += keeping(&sum, n);
    say("failing", n * 23, 0), sum += failed(n);
    say("narrow", (char)(n * 17), 0), sum += narrow(n);
  }
  return sum == 12345;
}
