// Containers of the C++ library whose elements the program prints as it has them:
// TABLE|ROW|INDEX|COLUMN|COLUMN…, and !TABLE|ROW|why for a mark or a reason of the whole.
#include "truth.hh"
#include <array>
#include <bitset>
#include <deque>
#include <forward_list>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

struct Point {
  int x;
  short y;
};
struct Named : Point {
  std::string name;
  std::vector<int> ports;
};
using Pair = std::pair<int, std::string>;
struct Linked {
  std::list<int> list;
  std::forward_list<Point> forward;
  std::map<int, std::string> map;
  std::set<short> set;
  std::unordered_map<std::string, Point> hashed;
  std::multimap<char, int> many;
};

static int row;

static std::string text(bool v) { return v ? "true" : "false"; }
static std::string text(int v) { return std::to_string(v); }
static std::string text(const Point &v) { return text(v.x) + "|" + text((int)v.y); }
static std::string text(const std::string &v) {
  return v.size() > 64 ? v.substr(0, 64) + " <truncated at 64 B>" : v;
}
static std::string text(const std::vector<int> &v) {
  std::string s = "[";
  for (size_t i = 0; i < v.size(); i++)
    s += (i ? ", " : "") + text(v[i]);
  return s + "]";
}
static std::string text(const Named &v) { return text((const Point &)v) + "|" + text(v.name) + "|" + text(v.ports); }
static std::string text(char v) { return text((int)v) + " '" + v + "'"; }
template <class K, class V> static std::string text(const std::pair<K, V> &v) { return text(v.first) + "|" + text(v.second); }
static std::string text(const std::optional<int> &v) { return v ? text(*v) : "nullopt"; }
static std::string text(const std::unique_ptr<Point> &v) {
  char s[32];
  snprintf(s, sizeof s, "0x%lx", (unsigned long)v.get());
  return s;
}

// A table has at most so many elements of a container: those that 4096 bytes have room for, with what a probe notes of each.
template <class C> static void rows(const char *table, const C &all, size_t most) {
  size_t i = 0, count = std::distance(all.begin(), all.end());
  for (auto at = all.begin(); at != all.end() && i < most; ++at, ++i)
    printf("%s|%d|%zu|%s\n", table, row, i, text(static_cast<const typename C::value_type &>(*at)).c_str());
  if (i < count)
    printf("!%s|%d|truncated at %zu of %zu elements\n", table, row, i, count);
  else
    printf("!%s|%d|\n", table, row);
}

struct All {
  std::vector<int> numbers;
  std::vector<Point> points;
  std::vector<std::string> strings;
  std::vector<Named> named;
  std::vector<Pair> pairs;
  std::vector<std::optional<int>> some;
  std::vector<std::unique_ptr<Point>> owned;
  std::vector<std::vector<int>> inner;
  std::array<int, 3> three;
  std::array<std::string, 2> both;
  std::deque<int> queue;
  std::unique_ptr<std::vector<int>> far;
  std::span<Point> part;
  std::vector<bool> flags;
  std::bitset<70> bits;
};

KEPT void look(const All &a, const std::vector<int> *at, const std::vector<int> &broken) { keep(a), keep(at), keep(broken); }

static void pass(const All &a, const std::vector<int> *at, const std::vector<int> &broken, const char *why) {
  look(a, at, broken);
  rows("e_numbers", a.numbers, 1024);
  rows("e_points", a.points, 512);
  rows("s_strings", a.strings, 51);
  rows("n_named", a.named, 4096 / (sizeof(Named) + 168));
  rows("p_pairs", a.pairs, 4096 / (sizeof(Pair) + 88));
  rows("e_some", a.some, 512);
  rows("e_owned", a.owned, 512);
  rows("p_inner", a.inner, 51);
  rows("e_three", a.three, 3);
  rows("s_both", a.both, 2);
  rows("q_queue", a.queue, 256);
  rows("q_flags", a.flags, 4096 * 8);
  std::vector<bool> bits;
  for (int i = 0; i < 70; i++)
    bits.push_back(a.bits[i]);
  rows("q_bits", bits, 70);
  if (a.far)
    rows("e_far", *a.far, 1024);
  rows("e_part", a.part, 512);
  if (at)
    rows("e_at", *at, 1024);
  else
    printf("!e_at|%d|null pointer\n", row);
  printf("!e_broken|%d|%s\n", row, why);
  row++;
}

KEPT void linked(const Linked &l) { keep(l); }

static void walk(const Linked &l) {
  linked(l);
  rows("l_list", l.list, 170);
  rows("l_map", l.map, 39);
  rows("l_set", l.set, 170);
  rows("l_hashed", l.hashed, 39);
  rows("l_many", l.many, 170);
  if (std::distance(l.forward.begin(), l.forward.end()) <= 170)
    rows("l_forward", l.forward, 170);
  row++;
}

int main() {
  Point points[] = {{1, -1}, {2, -2}, {3, -3}};
  All a;
  a.three = {7, 8, -9};
  std::vector<int> other = {4, 5};
  Broken<std::vector<int>> broken(8, 4, 16), uneven((uint64_t)points, (uint64_t)points + 7, (uint64_t)points + 24);
  pass(a, nullptr, broken.object, "its length, 18446744073709551615, is more than there is room for");
  a.numbers = {1};
  a.points = {{10, 20}};
  a.strings = {std::string(100, 'x')};
  a.named.resize(1);
  a.pairs = {{1, "one"}};
  a.some = {std::nullopt};
  a.owned.emplace_back();
  a.inner = {{}};
  a.both = {"", "two"};
  a.queue = {1};
  a.flags = {true};
  a.bits[69] = true;
  a.far = std::make_unique<std::vector<int>>(other);
  a.part = points;
  pass(a, &other, uneven.object, "its bytes are not a whole number of elements");
  for (int i = 0; i < 33000; i++)
    a.flags.push_back(i % 3 == 1);
  for (int i = 0; i < 3000; i++)
    a.numbers.push_back(i * i);
  for (int i = 0; i < 60; i++) {
    a.points.push_back({i, (short)-i});
    a.strings.push_back("string " + std::to_string(i));
    a.pairs.push_back({i, std::string(i, 'p')});
    a.some.push_back(i);
    a.owned.push_back(std::make_unique<Point>());
    a.inner.push_back({i, 0, -i});
    a.queue.push_front(i);
    Named n;
    n.x = i, n.y = -i, n.name = "n" + std::to_string(i), n.ports = {80, i};
    a.named.push_back(n);
  }
  pass(a, &a.numbers, other, "");

  row = 0;
  Linked l;
  walk(l);
  l.list = {7}, l.forward = {{1, 2}, {3, 4}}, l.map = {{1, "one"}}, l.set = {-5, 5}, l.hashed = {{"a", {1, 2}}};
  l.many = {{'x', 1}, {'x', 2}, {'a', 3}};
  walk(l);
  for (int i = 0; i < 300; i++)
    l.list.push_back(i), l.map[i * 7 % 300] = std::string(3 * i, 'm'), l.set.insert(i), l.hashed["h" + std::to_string(i)] = {i, 0},
        l.many.insert({'a' + i % 3, i});
  walk(l);
  return 0;
}
