/* A function that begins with a loop: what it was entered with is not what it has in the second round. */
__attribute__((noinline)) void rounds(long n) {
  long last;
  do {
    last = n;
    long less = n - 1;
    n = less;
    __asm__ volatile("" ::"r"(n)); /* ROUND */
  } while (n);
}

int main(void) {
  rounds(3);
  rounds(4);
  return 0;
}
