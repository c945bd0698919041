// A line of a loop whose instructions the compiler moves into functions that it inlines.
#include <cstdio>
#include <optional>
#include <vector>

struct Fill {
  long maker, taker, price;
  int quantity;
};

struct Listener {
  virtual ~Listener() = default;
  virtual void filled(const Fill &fill) = 0;
};

struct Last final : Listener {
  std::optional<Fill> last;
  long volume = 0;
  void filled(const Fill &fill) override {
    volume += fill.quantity;
    last = fill;
  }
};

static std::vector<Listener *> listeners;

__attribute__((noinline)) static void match(int &quantity, std::vector<Fill> &fills) {
  while (quantity) {
    std::printf("%d\n", quantity);
    fills.push_back({quantity, 2, 3, 1});
    for (auto listener : listeners) listener->filled(fills.back());  /* LINE */
    quantity--;
  }
}

int main() {
  Last one, two;
  listeners = {&one, &two};
  std::vector<Fill> fills;
  for (int quantity : {3, 2}) match(quantity, fills);
  return one.volume != 5;
}
