/* A line that catches what it throws: GCC puts that part in front of the function. */
#include <cstdio>

static volatile long sink;

struct Guard {
  long v;
  explicit Guard(long x) : v(x) { sink = x; }
  ~Guard() { sink = v; }
};

[[gnu::noinline]] static long may(long n) {
  if (n == 77) {
    throw 1;
  }
  sink = n;
  return n + 1;
}

[[gnu::noinline]] static long work(long n) {
  long t = 0;
  for (long i = 0; i < n; i++) {
    Guard g(i);
    t += may(i); /* GUARDED */
  }
  try { t += may(t); } catch (int e) { t += e; } /* CAUGHT */
  return t;
}

int main() {
  long all = 0;
  for (int k = 0; k < 3; k++) {
    all += work(4 + k);
  }
  std::printf("GUARDED 15\nCAUGHT 3\n");
  return all == 0;
}
