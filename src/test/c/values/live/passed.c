/* Parameters that an optimiser removes: only who calls knows them. */
#include <stdio.h>
#include <stdlib.h>

static volatile int sink;

__attribute__((noinline)) static int fade(int code, int n) {
  sink = n; /* ONE CALLER */
  return n * 3;
}

__attribute__((noinline)) static int first(int count) {
  int code = count * 7 + (sink & 1);
  int faded = fade(code, printf("code %d\n", code)); /* THE CALL */
  return faded + count;
}

__attribute__((noinline)) static int scale(int label, int n) {
  sink = n; /* FIVE CALLS */
  return n * 5;
}

static inline __attribute__((always_inline)) int both(int label, int n) {
  int half = scale(label + sink, n); /* INLINED CALL */
  return half + scale(label + 2 * sink, n);
}

__attribute__((noinline)) static int again(int label, int n) {
  sink = n; /* CALLS ITSELF */
  return n > 0 ? again(label + sink, n - 1) + sink : sink;
}

int main(void) {
  int total = 0;
  for (int i = 0; i < 3; i++) {
    total += first(i + atoi("2"));
    total += both(i ^ sink, total); /* WHERE IT IS INLINED */
    total += scale(3 * sink, total);
    total += scale(4 * sink, total) + scale(5 * sink, total);
    total += scale(6 * sink, total);
  }
  again(total ^ sink, total & 3);
  return 0;
}
