/* A library whose function has lost what it was given when it is asked for; others call it. */
static volatile long sink;
const char *volatile passed_text; /* what the last call was given */
volatile long passed;

__attribute__((noinline)) long leaf(const char *text, long n) {
  passed_text = text;
  passed = n;
  __asm__ volatile("" ::: "rdi", "rsi", "rdx", "rcx");
  for (int i = 0; i < 2; i++)
    sink = i;
  sink = 7; /* LEAF */
  return sink;
}
