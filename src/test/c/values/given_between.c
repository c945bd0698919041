/* A library between: it passes on what it was given, and a text and a number of its own. */
#ifndef OWN
#define OWN 12
#endif
long leaf(const char *text, long n);

static volatile long sink;

__attribute__((noinline)) long between(const char *text, long n) {
  sink = n;
  long first = leaf(text, n);
  __asm__ volatile("" ::: "rdi", "rsi", "rdx", "rcx", "rbx", "rbp", "r12", "r13", "r14", "r15");
  for (int i = 0; i < 2; i++)
    sink = i;
  return first + leaf("of its own", OWN);
}
