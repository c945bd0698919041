#include "../shop.h"

static int limit = 20;

static int helper(int v) {
  return v + limit;
}

int far_rate(int n) {
  return helper(n) + total;
}
int far_only(int n) {
  return n;
}
