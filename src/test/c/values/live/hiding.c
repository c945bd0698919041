// Names that hide each other in the blocks of a function. A line with HERE(place: names) prints
// what they mean there.
#include <stdio.h>

int deep = 99999;
static int early = 77777;
int outside = 55555;

#define KEEP(x) __asm__ volatile("" : "+r"(x))
#define COPIED static inline __attribute__((always_inline))
#define BODY __attribute__((noinline)) static

BODY int block(int n) {
  static int kept = 100;
  kept += n;
  {
    static int deep = 3;
    static int alone = 8;
    deep += n;
    alone -= n;
    printf("inBlock %d %d %d\n", deep, alone, kept); /* HERE(inBlock: deep, alone, kept) */
    fflush(stdout);
  }
  printf("behindBlock %d %d\n", deep, kept); /* HERE(behindBlock: deep, kept) */
  fflush(stdout);
  return kept;
}

BODY int parameter(int deep) {
  KEEP(deep);
  {
    static int deep = 4;
    deep++;
    printf("inParameter %d\n", deep); /* HERE(inParameter: deep) */
    fflush(stdout);
  }
  printf("behindParameter %d\n", deep); /* HERE(behindParameter: deep) */
  fflush(stdout);
  KEEP(deep);
  return deep;
}

BODY int local(int n) {
  {
    static int deep = 5;
    deep += n;
    printf("beforeLocal %d\n", deep); /* HERE(beforeLocal: deep) */
    fflush(stdout);
    int inner = n * 7;
    int deep2 = deep;
    KEEP(inner);
    {
      int deep = inner + 1;
      KEEP(deep);
      printf("inLocal %d %d\n", deep, inner); /* HERE(inLocal: deep, inner) */
      fflush(stdout);
      KEEP(deep);
    }
    KEEP(inner);
    KEEP(deep2);
  }
  int early = n * 3;
  KEEP(early);
  {
    static int early = 6;
    early += n;
    printf("behindLocal %d\n", early); /* HERE(behindLocal: early) */
    fflush(stdout);
  }
  printf("afterLocal %d\n", early); /* HERE(afterLocal: early) */
  fflush(stdout);
  KEEP(early);
  return early;
}

BODY int two(int n) {
  static int both = 1000;
  both += n;
  {
    static int both = 2000;
    both += n;
    printf("inTwo %d\n", both); /* HERE(inTwo: both) */
    fflush(stdout);
  }
  printf("behindTwo %d\n", both); /* HERE(behindTwo: both) */
  fflush(stdout);
  return both;
}

BODY int beside(int n) {
  int sum = n;
  KEEP(sum);
  if (n & 1) {
    static int side = 11;
    side += n;
    printf("left %d\n", side); /* HERE(left: side) */
    fflush(stdout);
    sum += side;
  } else {
    static int side = 22;
    side += n;
    printf("right %d\n", side); /* HERE(right: side) */
    fflush(stdout);
    sum -= side;
  }
  return sum;
}

BODY int later(int n) {
  int sum = n;
  KEEP(sum);
  printf("beforeStatic %d %d\n", early, sum); /* HERE(beforeStatic: early, sum) */
  fflush(stdout);
  static int early = 33;
  early += n;
  KEEP(sum);
  printf("behindStatic %d %d\n", early, sum); /* HERE(behindStatic: early, sum) */
  fflush(stdout);
  KEEP(sum);
  return early + sum;
}

BODY int declared(int n) {
  int outside = n + 44;
  KEEP(outside);
  {
    extern int outside;
    printf("inExtern %d\n", outside); /* HERE(inExtern: outside) */
    fflush(stdout);
  }
  printf("behindExtern %d\n", outside); /* HERE(behindExtern: outside) */
  fflush(stdout);
  KEEP(outside);
  return outside;
}

COPIED int unused(int n, int flag) {
  int dead = n + 66;
  KEEP(dead);
  {
    int dead;
    int mine = n * 2;
    KEEP(mine);
    if (flag) {
      dead = n * 100;
      KEEP(dead);
      printf("never %d\n", dead);
    }
    dead = n * 9;
    printf("inUnused %d %d\n", n * 9, mine); /* HERE(inUnused: dead, mine) */
    fflush(stdout);
    KEEP(mine);
  }
  printf("behindUnused %d\n", dead); /* HERE(behindUnused: dead) */
  fflush(stdout);
  KEEP(dead);
  return dead;
}

COPIED int dropped(int n, int flag) {
  int dead = n + 88;
  KEEP(dead);
  {
    int dead;
    if (flag) {
      dead = n * 100;
      KEEP(dead);
      printf("never %d\n", dead);
    }
    printf("inDropped !%d\n", n + 88); /* HERE(inDropped: dead) */
    fflush(stdout);
  }
  printf("behindDropped %d\n", dead); /* HERE(behindDropped: dead) */
  fflush(stdout);
  KEEP(dead);
  return dead;
}

COPIED int copied(int n) {
  {
    static int deep = 9;
    deep += n;
    int inner = deep;
    KEEP(inner);
    printf("inCopied %d %d\n", deep, inner); /* HERE(inCopied: deep, inner) */
    fflush(stdout);
    KEEP(inner);
  }
  printf("behindCopied %d\n", deep); /* HERE(behindCopied: deep) */
  fflush(stdout);
  return n;
}

BODY int first(int n) { return copied(n) + unused(n, 0) + dropped(n, 0); }

BODY int second(int n) { return copied(n + 1) - unused(n, 0) - dropped(n, 0); }

int main(void) {
  int sum = 0;
  for (int i = 1; i < 4; i++) {
    sum += block(i) + parameter(i) + local(i) + two(i) + beside(i) + later(i) + declared(i);
    sum += first(i) + second(i * 2);
  }
  return sum == 0;
}
