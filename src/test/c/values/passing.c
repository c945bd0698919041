/* A library that calls its own functions as others do: by the linkage table, or through the word of the function. */
#define NOINLINE __attribute__((noinline))

static volatile int sink;
static volatile int passed; /* what the last call was given */

NOINLINE int leaf(int n, int more) {
  passed = n;
  sink = more;
  __asm__ volatile("" ::: "rdi", "rsi", "rdx", "rcx");
  for (int i = 0; i < 2; i++)
    sink = i;
  sink = 7; /* LEAF */
  return sink;
}

/* The caller's own parameter, gone as well, and passed on by calls of both kinds. */
NOINLINE int through(int n) {
  sink = n;
  int first = leaf(n, 5);
  __asm__ volatile("" ::: "rdi", "rsi", "rdx", "rcx");
  for (int i = 0; i < 2; i++)
    sink = i;
  return first + leaf(12, 6);
}

int run(int from) {
  int sum = 0;
  for (int i = from; i < from + 3; i++)
    sum += leaf(i * 100, i);
  return sum + through(77);
}
