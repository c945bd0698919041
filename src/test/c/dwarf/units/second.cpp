#include "units.hpp"

static Hidden hidden{9};

long visit(const shop::Item &item, shop::Box<shop::Price> *box) {
  long sum = item.total();
  for (shop::Box<shop::Price> *at = box; at; at = at->next) {
    shop::Price price = at->get();
    sum += price.times(hidden.depth);
  }
  return item.state == shop::State::SHUT ? 0 : sum;
}
