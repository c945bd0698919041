// Containers of the debug mode of libstdc++, which check how they are used.
#define _GLIBCXX_DEBUG
#include "texts.hh"
#include <deque>
#include <list>
#include <forward_list>
#include <map>
#include <set>
#include <queue>
#include <unordered_map>
#include <bitset>
KEPT void rows(const std::vector<int> &v, const std::deque<int> &d, const std::list<int> &l, const std::forward_list<int> &f) { keep(v), keep(d), keep(l), keep(f); }
KEPT void trees(const std::map<int, std::string> &m, const std::set<int> &s, const std::unordered_map<int, int> &u, const std::multimap<int, int> &mm) { keep(m), keep(s), keep(u), keep(mm); }
KEPT void others(const std::vector<bool> &b, const std::queue<int> &q, const std::vector<std::string> &s, const std::vector<std::vector<int>> &n, const std::bitset<4> &bs) { keep(b), keep(q), keep(s), keep(n), keep(bs); }
int main() {
  pass("rows"), says("v", "[1, 2, 3]"), says("v[1]", 2), says("v.size()", 3), says("d", "[4, 5]"), says("d[0]", 4), says("l", "[6, 7]"), says("l.size()", 2), says("f", "[8]"), says("v[1..3]", "[2, 3]");
  rows({1, 2, 3}, {4, 5}, {6, 7}, {8});
  pass("trees"), says("m", "{1: \"one\"}"), says("s", "{1, 2, 3}"), says("u", "{5: 6}"), says("mm", "{1: 2, 1: 3}"), says("m.size()", 1);
  trees({{1, "one"}}, {3, 2, 1}, {{5, 6}}, {{1, 2}, {1, 3}});
  std::queue<int> q; q.push(9);
  pass("others"), says("b", "[true, false]"), says("q", "[9]"), says("s", "[\"a\", \"b\"]"), says("n", "[[1], [2, 3]]"), says("n[1][0]", 2), says("b[1]", false), says("bs", "[true, false, true, false]");
  others({true, false}, q, {"a", "b"}, {{1}, {2, 3}}, 5);
}
