// std::expected of C++23: a value, or why there is none.
#include "truth.hh"
#include <expected>
#include <vector>

using Number = std::expected<int, std::string>;
using List = std::expected<std::vector<int>, int>;

KEPT void outcome(const Number &n, const List &l) { keep(n), keep(l); }

static void pass(Number n, const char *number, List l, const char *list, bool broken = false) {
  if (broken)
    ((unsigned char *)&n)[sizeof n - 8] = 7;
  pass("outcome");
  says("n", number);
  says("l", list);
  says("n.unexpected", broken ? "!`7` is neither true nor false" : n ? "!it holds another alternative" : n.error());
  outcome(n, l);
  if (broken)
    ((unsigned char *)&n)[sizeof n - 8] = 1;
}

int main() {
  pass(5, "5", List({1, 2, 3}), "[1, 2, 3]");
  pass(std::unexpected("it is not there, and that is a long reason"),
       "unexpected(\"it is not there, and that is a long reason\")", std::unexpected(-7), "unexpected(-7)");
  pass(0, "!no alternative has the discriminant 7", List({}), "[]", true);
}
