/* Parameters that are gone when they are asked for, of functions that are called in every way. */
#define NOINLINE __attribute__((noinline))

static volatile int sink;
volatile int passed; /* what the last call was given */
volatile int source = 20;

NOINLINE int leaf(int n, int more) {
  passed = n;
  sink = more;
  __asm__ volatile("" ::: "rdi", "rsi", "rdx", "rcx");
  for (int i = 0; i < 2; i++)
    sink = i;
  sink = 7; /* LEAF */
  return sink;
}

NOINLINE int hop(int n) {
  sink = 3;
  return leaf(n + 1, 1); /* a jump, when optimised */
}

static int pong(int n);

NOINLINE int ping(int n) {
  passed = n;
  if (n == 0)
    return 0;
  int less = n - 1;
  __asm__ volatile("" ::: "rdi", "rsi", "rdx", "rcx");
  for (int i = 0; i < 2; i++)
    sink = i;
  sink = 8; /* PING */
  return pong(less);
}

static NOINLINE int pong(int n) {
  sink = 4;
  return ping(n);
}

/* The caller's own parameter, gone as well. */
NOINLINE int through(int n) {
  sink = n;
  int first = leaf(n, 5);
  __asm__ volatile("" ::: "rdi", "rsi", "rdx", "rcx");
  for (int i = 0; i < 2; i++)
    sink = i;
  return first + leaf(12, 6);
}

int (*volatile pointer)(int, int) = leaf;

int main(void) {
  int sum = 0;
  for (int i = 0; i < 3; i++)
    sum += leaf(i * 100, i);
  sum += leaf(source, 0);
  sum += pointer(-5, 0);
  sum += hop(41);
  sum += ping(3);
  sum += through(77);
  sum += through(source + 1);
  return sum == 0;
}
