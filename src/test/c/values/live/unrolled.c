/* Lines that an optimiser has several times in one function. It says how often each is passed. */
#include <stdio.h>

static volatile long sink;

static inline void step(long *total, long value) {
  *total += value; /* INLINED */
  sink = *total;   /* STORED */
}

__attribute__((noinline)) static void called(long value) {
  sink = value;
}

__attribute__((noinline)) static long inlined(const long *d, long start) {
  long total = start;
  for (int i = 0; i < 4; i++) {
    step(&total, d[i]); /* CALLER */
  }
  return total;
}

__attribute__((noinline)) static void calls(const long *d) {
  for (int i = 0; i < 3; i++) {
    sink = i;
    called(d[i]); /* CALLS */
  }
}

__attribute__((noinline)) static long sums(const int *d, int n) {
  long total = 0;
  for (int i = 0; i < n; i++) { /* LOOP */
    sink = d[i];
    total ^= d[i] * 3; /* XORS */
  }
  return total;
}

__attribute__((noinline)) static long several(const int *d, int n) {
  int total = 0;
  for (int i = 0; i < n; i++) {
    total += d[i]; /* VECTOR */
  }
  return total;
}

__attribute__((noinline)) static long threaded(int a, int b) {
  long r = 0;
  if (a > 3) {
    r = 1;
    called(a);
  }
  sink = b; /* THREADED */
  r += b;
  if (a > 3) {
    called(b + 1);
  } else {
    called(7);
  }
  return r;
}

#define TWICE(a, b) \
  do {              \
    called(a);      \
    called(b);      \
  } while (0)

__attribute__((noinline)) static long macro(int n) {
  for (int i = 0; i < n; i++) {
    TWICE(i, n); /* MACRO */
    sink = i;
  }
  return sink;
}

__attribute__((noinline)) static long folded(long n) {
  long total = n;
  for (int i = 0; i < 3; i++) {
    total += i; /* FOLDED */
    if (total == 1000 + n) {
      sink = 1;
    }
  }
  sink = total;
  return total;
}

/* Two loops: LLVM goes to line 0 in the first one, and comes back to its line. */
__attribute__((noinline)) static long divided(const long *d, const int *e, int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    sum += e[i];
  }
  long total = sum;
  for (int i = 0; i < n; i++) {
    long a = d[i] / 3;
    long b = (a * a + n) / (d[i] + 1) + e[i] * 5; /* DIVIDED */
    long c = a > 5 ? b + 1 : b * 3;
    total += c ^ a;
    sink = total;
  }
  return total;
}

int main(int argc, char **argv) {
  (void)argv;
  long d[4] = {1, 2, 3, 4};
  int e[37];
  for (int i = 0; i < 37; i++) {
    e[i] = i * argc;
  }
  long all = 0;
  int passes = 0;
  for (int k = 0; k < 3; k++) {
    all += inlined(d, argc + k);
    calls(d);
    all += sums(e, 37 - k);
    all += several(e, 37 - k);
    all += threaded(k + 2, k);
    all += macro(k + 1) + folded(k);
    all += divided(d, e, 4);
    passes += 37 - k;
  }
  printf("INLINED %d\nSTORED %d\nCALLER %d\nCALLS %d\n", 3 * 4, 3 * 4, 3 * 4, 3 * 3);
  printf("LOOP 3\nXORS %d\nVECTOR %d\nTHREADED 3\nMACRO 6\nFOLDED 9\nDIVIDED 12\n", passes, passes);
  return all == 0;
}
