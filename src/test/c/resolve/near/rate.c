#include "../shop.h"

static int limit = 10;

static int helper(int v) {
  int scaled = v * limit;
  return scaled;
}

int near_rate(int n) {
  struct nothing none;
  (void)none;
  return helper(n) + total;
}
