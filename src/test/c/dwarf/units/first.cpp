#include <cstdio>
#include "units.hpp"

int shop::Price::made = 0;
static Hidden hidden{4};

struct Special : shop::Item {
  long total() const override {
    struct Local {
      long sum;
    } local{price.times(3)};
    return local.sum + hidden.depth;
  }
};

__attribute__((noinline)) static long walk(const shop::Item *item, int n) {
  shop::Box<int> box{n, nullptr};
  auto twice = [&](int by) { return box.get() * by + item->count; };
  return twice(2) + item->total();
}

int main() {
  Special special;
  shop::Item plain;
  shop::Box<shop::Price> box{{7}, nullptr};
  std::printf("%ld %ld %ld\n", walk(&special, 3), walk(&plain, 4), visit(special, &box));
}
