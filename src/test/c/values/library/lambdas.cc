// What lambdas capture, and other names that a function sees: structured bindings, references.
#include "truth.hh"
#include <utility>
struct Pair {
  int one;
  long two;
};
struct Limits {
  long limit;
};
struct Server : Limits {
  int id;
  static int total;
  KEPT int run(int n, Pair &t);
};
int Server::total = 12;
KEPT void seen(const void *a, const void *b = nullptr, const void *c = nullptr) {
  asm volatile("" : : "r"(a), "r"(b), "r"(c) : "memory");
}
template <class F> KEPT int call(const F &f) { return f(3); }
KEPT int Server::run(int n, Pair &t) {
  long big = n * 100L;
  int moved = 1;
  auto all = [this, n, &big, &t, moved = n + 1](int a) {
    int local = a + n;
    seen(&local, this, &big);
    seen(&t, &n, &moved); // LINE all
    return local + id + (int)big + moved + (int)t.two;
  };
  pass("lambdas.cc:27");
  says("a", 3), says("local", 3 + n), says("n", n), says("big", big), says("t.two", t.two), says("moved", n + 1);
  says("id", id), says("this->id", id), says("limit", limit), says("total", total), says("Server::total", total);
  says("big + id", big + id), says("this->Limits::limit", limit);
  call(all);
  auto copied = [=, *this](int a) {
    seen(this, &a, &big); // LINE copied
    return id + a + (int)big;
  };
  pass("lambdas.cc:36");
  says("id", id), says("limit", limit), says("a", 3), says("big", big);
  id += 1000;
  call(copied);
  id -= 1000;
  auto [x, y] = t;
  auto &[rx, ry] = t;
  seen(&x, &rx, &ry);
#ifndef __clang__
  pass("lambdas.cc:52"); // clang 14 describes none of these
  says("x", 1), says("y", 2L), says("rx", 10), says("ry", 2L), says("n", n);
#endif
  rx = 10;
  seen(&x, &y, &rx); // LINE bound
  return moved;
}
static auto twice = [](int v) {
  seen(&v); // LINE free
  return 2 * v;
};
struct Node {
  int value;
  Node *&next;
  Pair &&moved;
};
KEPT void nodes(Node &n, const int (&array)[3], Node *const &p, int (*f)(int)) { seen(&n, array, &p); }
int main() {
  Server s;
  s.limit = 70, s.id = 7;
  Pair t{1, 2};
  s.run(5, t);
  pass("lambdas.cc:56");
  says("v", 21);
  twice(21);
  Pair m{8, 9};
  Node first{1, *(Node **)&s, static_cast<Pair &&>(m)}, *p = &first;
  Node second{2, p, static_cast<Pair &&>(m)};
  int array[] = {4, 5, 6};
  pass("nodes");
  says("n.value", 2), says("n.next->value", 1), says("n.moved.two", 9L), says("array", "[4, 5, 6]"), says("array[2]", 6);
  says("p->value", 1), says("(*p).value", 1);
  nodes(second, array, p, nullptr);
}
