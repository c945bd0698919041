// Variables that an optimiser removes: the debug info computes them from others, which are narrow,
// signed, or spilled.
#include <stdio.h>

#define ALL "rbx", "r12", "r13", "r14", "r15", "memory"

__attribute__((noinline)) static void use(long a) { asm volatile("" ::"r"(a) : "memory"); }

__attribute__((noinline)) static int ints(int a, int b, unsigned u) {
  int third = a / 3, quarter = a >> 2, rest = a % 7, product = a * b;
  unsigned eighth = u >> 3, carried = (u + (unsigned)b) >> 1, flipped = ~u >> 4;
  unsigned long longer = (unsigned long)u + 5, less = (unsigned long)u - 9;
  unsigned long sum = (unsigned)(a + b);
  int negative = a == -5, below = u < 7, under = a < b;
  use(b);  // removed.c:15
  use(u);
  use(b + 1);
  use(u * 3);
  return a + b + u;
}

__attribute__((noinline)) static long longs(long a, unsigned long u) {
  long third = a / 3, quarter = a >> 2, rest = a % 7;
  unsigned long eighth = u >> 3;
  int below = u < 7, under = a < 7;
  use(a);  // removed.c:26
  use(u);
  use(a + 1);
  return a + u;
}

__attribute__((noinline)) static long spilled(int id, int step, unsigned u) {
  long sum = 0, times = 3;
  for (unsigned long k = 0; k < times; k++) {
    asm volatile("" : "+r"(times));  // It is not known how many: no loop is unrolled.
    long at = (long)id * step;
    int half = id / 2, twice = id * 2 + (int)k;
    unsigned quarter = u >> 2;
    asm volatile("" ::: ALL);
    use(id * 100 + (int)k);  // removed.c:40
    sum += u;
    asm volatile("" ::: ALL);
    use(step + u);
  }
  return sum + id;
}

int main(void) {
  static const int all[] = {-5, 4, -700, 1 << 30, 7};
  for (int i = 0; i < 5; i++) {
    int a = all[i], b = all[4 - i] * 3;
    unsigned u = i == 2 ? 3 : -a;
    printf("#removed.c:15\nthird|%d\nquarter|%d\nrest|%d\nproduct|%d\n", a / 3, a >> 2, a % 7,
        (int)((unsigned)a * (unsigned)b));
    printf("eighth|%u\ncarried|%u\nflipped|%u\n", u >> 3, (u + b) >> 1, ~u >> 4);
    printf("longer|%lu\nless|%lu\nsum|%lu\n", (unsigned long)u + 5, (unsigned long)u - 9,
        (unsigned long)((unsigned)a + (unsigned)b));
    printf("negative|%d\nbelow|%d\nunder|%d\na|%d\nb|%d\nu|%u\n", a == -5, u < 7, a < b, a, b, u);
    fflush(stdout);
    long sum = ints(a, b, u);
    long l = 0x100000001L * a;
    unsigned long w = -l;
    printf("#removed.c:26\nthird|%ld\nquarter|%ld\nrest|%ld\neighth|%lu\nbelow|%d\nunder|%d\n",
        l / 3, l >> 2, l % 7, w >> 3, w < 7, l < 7);
    fflush(stdout);
    sum += longs(l, w);
    for (int k = 0; k < 3; k++)
      printf("#removed.c:40\nat|%ld\nhalf|%d\ntwice|%d\nquarter|%u\nk|%d\nid|%d\n",
          (long)a * i, a / 2, (int)((unsigned)a * 2 + k), u >> 2, k, a);
    fflush(stdout);
    sum += spilled(a, i, u);
    use(sum);
  }
}
