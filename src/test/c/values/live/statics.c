// Statics of functions that are inlined in several places, and names that hide each other there.
#include <stdio.h>

static int total = 1;
long calls = 77777;
__thread long threads = 88888;
int deep = 99999;

#ifdef OUTSIDE
int counted(int);
#define STATIC
#else
#define STATIC static
#endif

STATIC inline __attribute__((always_inline)) int counted(int n) {
  static int calls = 10;
  static __thread long threads = 20;
  calls += n;
  threads -= n;
  int x = n + 1;
  {
    static int deep = 3;
    deep += n;
    int x = n * 100;
    int total = x + 7;
    __asm__ volatile("" : "+r"(x), "+r"(total));
    printf("inner %d %ld %d %d %d\n", calls, threads, x, total, deep); /* HERE(inner) */
    fflush(stdout);
    __asm__ volatile("" : "+r"(x), "+r"(total));
  }
  __asm__ volatile("" : "+r"(x));
  printf("outer %d %ld %d %d\n", calls, threads, x, total); /* HERE(outer) */
  fflush(stdout);
  __asm__ volatile("" : "+r"(x), "+r"(n));
  return x + n;
}

__attribute__((noinline)) int first(int n) {
  static int calls = 1000;
  calls++;
  return counted(n) + calls;
}

__attribute__((noinline)) int second(int n) {
  int x = counted(n) + 5000;
  int sum = counted(n + 1) + x;
  printf("plain %d\n", x);
  return sum;
}

int main(void) {
  for (int i = 1; i < 4; i++) {
    total += first(i) + second(i * 2);
  }
  return 0;
}
