// Maps and sets of the C++ library: empty, with one element, with several, with more than is captured,
// in all orders of insertion, after removals, and not in order.
#include "texts.hh"
#include <deque>
#include <list>
#include <map>
#if defined(__GLIBCXX__)
#include <memory_resource>
#endif
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

struct Less {
  bool operator()(const Point &a, const Point &b) const { return a.x > b.x; }
};
struct Holder {
  int id;
  std::map<int, long> m;
  std::set<std::string> s;
};
struct Large {
  std::string name;
  long more[10];
};
std::map<int, int> global;

KEPT void maps(const std::map<int, long> &m, std::map<std::string, std::string> &s,
               const std::multimap<int, Point> *p) {
  keep(m), keep(s), keep(*p);
}
KEPT void sets(const std::set<int> &i, const std::set<std::string> &s, const std::multiset<long> &m,
               const std::set<Point, Less> &p) {
  keep(i), keep(s), keep(m), keep(p);
}
KEPT void shape(const std::set<int> &s) { keep(s); }
KEPT void nested(const std::map<int, std::map<int, int>> &m, const std::map<std::string, std::vector<int>> &v,
                 const std::set<std::set<int>> &s, const std::map<int, std::deque<Large>> &d,
                 const std::unordered_map<int, std::pair<int, Point>> &p) {
  keep(m), keep(v), keep(s), keep(d), keep(p);
}
// What moves the parts of a container or a node: an order, a hash and an allocator with state, an alignment.
struct By {
  int modulo = 10;
  char name[8] = "by";
  bool operator()(int a, int b) const { return a % modulo < b % modulo; }
  size_t operator()(int a) const { return a % modulo; }
};
struct alignas(32) Wide {
  int w;
  bool operator<(const Wide &o) const { return w < o.w; }
};
static std::string text(const Wide &v) { return "{w=" + text(v.w) + "}"; }
#if defined(__GLIBCXX__)
using Pooled = std::pmr::map<int, long>;
#else
using Pooled = std::map<int, long>;
#endif
KEPT void moved(const std::map<int, int, By> &b, const std::unordered_set<int, By> &h, const std::list<Wide> &l,
                const std::set<Wide> &w, const Pooled &p) {
  keep(b), keep(h), keep(l), keep(w), keep(p);
}
static void move(int n) {
  std::map<int, int, By> b;
  std::unordered_set<int, By> h;
  std::list<Wide> l;
  std::set<Wide> w;
  Pooled p;
  for (int i = 0; i < n; i++)
    b[37 * i] = i, h.insert(i), l.push_back({i}), w.insert({-i}), p[i] = -i;
  pass("moved");
  says("b", braces(b, 16));
  says("h", braces(h, 16));
  says("l", text(l, 16));
  says("w", braces(w, 16));
  says("p", braces(p, 16));
  moved(b, h, l, w, p);
}

KEPT void member(const Holder &h) { keep(h), keep(global); }
KEPT void broken(const std::map<int, int> &m) { keep(m); }

static void fill(size_t n) {
  std::map<int, long> m;
  std::map<std::string, std::string> ms;
  std::multimap<int, Point> mp;
  std::set<int> i;
  std::set<std::string> s;
  std::multiset<long> mm;
  std::set<Point, Less> p;
  for (size_t k = 0; k < n; k++) {
    m[(int)(k * 7919 % 10007) - 3] = -(long)k, ms[name(k)] = name(k + 1), mp.insert({(int)k / 2, {(int)k, 1}});
    i.insert((int)k * 104729), s.insert(name(k)), mm.insert((long)k / 3), p.insert({(int)k, 2});
  }
  pass("maps");
  says("m", braces(m, 16));
  says("s", braces(ms, 8));
  says("*p", braces(mp, 16));
  says("m.size()", m.size());
  maps(m, ms, &mp);
  pass("sets");
  says("i", braces(i, 16));
  says("s", braces(s, 8));
  says("m", braces(mm, 16));
  says("p", braces(p, 16));
  says("s.size() > 3", s.size() > 3);
  sets(i, s, mm, p);
  Holder h = {7, m, s};
  for (int k = 0; n == 2000 && k < 100000; k++)
    global[k] = k + 1;
  pass("member");
  says("h.id", 7);
  says("h.m", braces(h.m, 16));
  says("h.s", braces(s, 8));
  says("global", braces(global, 16));
  member(h);
}

// Trees of many shapes: rising, falling, and by chance with removals.
static void grow() {
  unsigned chance = 1;
  std::set<int> up, down, any;
  for (int i = 0; i < 40; i++) {
    up.insert(i), down.insert(-i);
    chance = chance * 1103515245 + 12345;
    any.insert(chance >> 16 & 63);
    if (i % 3 == 2)
      any.erase(any.lower_bound(chance >> 24 & 31));
    for (auto &s : {up, down, any}) {
      pass("shape");
      says("s", braces(s, 16));
      shape(s);
    }
  }
}

static void nest(int n) {
  std::map<int, std::map<int, int>> m;
  std::map<std::string, std::vector<int>> v;
  std::set<std::set<int>> s;
  std::map<int, std::deque<Large>> d;
  std::unordered_map<int, std::pair<int, Point>> p;
  if (n)
    d[n].push_back({}), d[n + 1], p[n] = {n, {1, 2}};
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < i; j++)
      m[i][j] = i + j;
    m[-i], v[name(i)] = std::vector<int>(i % 5, i), s.insert({i, i + 1});
  }
  auto inner = [](auto &each) { return braces(each, 4); };
  std::string maps = "{", vectors = "{", sets = "{";
  int at = 0;
  for (auto &[k, e] : m)
    at < 8 ? maps += (at++ ? ", " : "") + text(k) + ": " + inner(e) : maps;
  maps += m.size() > 8 ? ", … " + text(m.size() - 8) + " more}" : "}";
  at = 0;
  for (auto &e : s)
    at < 8 ? sets += (at++ ? ", " : "") + inner(e) : sets;
  sets += s.size() > 8 ? ", … " + text(s.size() - 8) + " more}" : "}";
  pass("nested");
  says("m", maps);
  says("v", braces(v, 8));
  says("s", sets);
  // Of what is too much, the keys.
  std::string unseen = ": <too much to show at once>";
  says("d", n ? "{" + text(n) + unseen + ", " + text(n + 1) + unseen + "}" : "{}");
  says("p", n ? "{" + text(n) + ": {first=" + text(n) + ", second=" + text(Point{1, 2}) + "}}" : "{}");
  nested(m, v, s, d, p);
}

static void breaks(const std::string &what, const std::map<int, int> &m) {
  pass("broken");
  says("m", what);
  broken(m);
}

#if defined(__GLIBCXX__)
static const int FIRST = 3, COUNT = 5, PARENT = 1, LEFT = 2, RIGHT = 3, NODE = 32;
static const char *FAULT = "!page fault at 0xdead0008";
#else
static const int FIRST = 0, COUNT = 2, PARENT = 2, LEFT = 0, RIGHT = 1, NODE = 28;
static const char *FAULT = "!page fault at 0xdead0000";
#endif

// What bugs leave behind, of a tree in which 1 and 3 are below 2.
static void damage() {
  std::map<int, int> m = {{2, 20}, {1, 10}, {3, 30}};
  void **tree = (void **)&m, *none[8] = {};
  auto node = [&](int key) { return (void **)((char *)&*m.find(key) - NODE); };
  void **one = node(1), **two = node(2), **three = node(3);
  size_t &count = *(size_t *)&tree[COUNT];
  std::string disorder = "!its links contradict each other at ";
  count = 4;
  breaks("!it says that it has more elements than the 3 that it links", m);
  count = 2;
  breaks("!it links more elements than the 2 that it says it has", m);
  count = 1ul << 60;
  breaks("!its length, 1152921504606846976, is more than there is room for", m);
  count = 3;
  auto with = [&](void **place, void *value, const std::string &what) {
    void *was = *place;
    *place = value;
    breaks(what, m);
    *place = was;
  };
  with(&tree[FIRST], two, disorder + hex(two));
  with(&tree[FIRST], 0, "!null pointer");
  with(&tree[FIRST], three, "!it says that it has more elements than the 1 that it links");
  with(&one[PARENT], 0, "!null pointer");
  with(&one[PARENT], three, disorder + hex(three));
  with(&two[RIGHT], one, "!it links more elements than the 3 that it says it has");
  with(&two[RIGHT], 0, "!it says that it has more elements than the 2 that it links");
  with(&two[LEFT], 0, disorder + hex(two));
  with(&three[PARENT], one, disorder + hex(three));
  with(&three[LEFT], (void *)0xdead0000, FAULT);
  with(&one[RIGHT], (char *)two + 1, "!its pointer, " + hex((char *)two + 1) + ", is misaligned");
  with(&one[RIGHT], none, disorder + hex(none));
  breaks("{1: 10, 2: 20, 3: 30}", m);
}

int main() {
  for (size_t n : {0, 1, 3, 8, 9, 16, 17, 2000})
    fill(n);
  grow();
  move(0), move(1), move(5), move(30);
  for (int n : {0, 1, 3, 5, 20})
    nest(n);
  damage();
}
