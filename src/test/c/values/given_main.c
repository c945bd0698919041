/* Calls a library in every way, and another library that calls it. With `rounds`, until it is ended; it says when it is loaded. */
#include <stdio.h>
#include <unistd.h>

long leaf(const char *text, long n);
long between(const char *text, long n);

static volatile long sink;
volatile long source = 20;
static char buffer[16] = "buffer";
long (*volatile pointer)(const char *, long);

/* Its own parameters, gone as well. */
__attribute__((noinline)) long through(const char *text, long n) {
  sink = n;
  long first = leaf(text, n);
  __asm__ volatile("" ::: "rdi", "rsi", "rdx", "rcx", "rbx", "rbp", "r12", "r13", "r14", "r15");
  for (int i = 0; i < 2; i++)
    sink = i;
  return first + leaf("through", 12);
}

/* A jump, when optimised: the library returns to who called this one. */
__attribute__((noinline)) long hop(const char *text, long n) {
  sink = n;
  return leaf(text, n + 1);
}

static long once(void) {
  long sum = 0;
  for (int i = 0; i < 3; i++)
    sum += leaf("loop", i * 100);
  sum += leaf(buffer + 1, source);
  sum += leaf(buffer, -5);
  sum += through("deep", 77);
  sum += hop("hop", 41);
  sum += pointer("pointer", 5);
  sum += between("between", 1L << 40);
  return sum;
}

int main(int argc, char **argv) {
  pointer = leaf;
  long sum = once();
  if (argc > 1)
    puts("goes round"), fflush(stdout);
  while (argc > 1) {
    usleep(1000);
    sum += once();
  }
  return sum == 0;
}
