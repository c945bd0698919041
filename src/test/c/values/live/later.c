/* A variable that is computed of a parameter which is gone by then, and was read from memory by who passed it. */
static volatile int sink, source = 3;

__attribute__((noinline)) static int later(int n) {
  sink = n & 6;
  __asm__ volatile("" ::: "rdi", "rsi", "rdx", "rcx", "rax", "r8");
  {
    int twice = 2 * n;
    sink = 7; /* LATER */
    sink = 8;
  }
  return sink;
}

int main(void) {
  sink = later(source); /* CALL */
  return 0;
}
