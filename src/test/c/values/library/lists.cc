// Lists and hashed containers of the C++ library: empty, with one element, with several, with more
// than is captured, and not in order.
#include "texts.hh"
#include <forward_list>
#include <list>
#include <optional>
#include <unordered_map>
#include <unordered_set>

struct Holder {
  int id;
  std::list<int> l;
  std::unordered_map<int, long> m;
};
std::list<int> global;

#if defined(__GLIBCXX__) && !_GLIBCXX_USE_CXX11_ABI
static const bool TOLD = false;
#else
static const bool TOLD = true;
#endif

KEPT void lists(const std::list<int> &l, std::list<Point> &p, std::list<std::string> *s) { keep(l), keep(p), keep(*s); }
KEPT void forward(const std::forward_list<long> &f, const std::forward_list<std::string> &s) { keep(f), keep(s); }
KEPT void maps(const std::unordered_map<int, long> &m, const std::unordered_map<std::string, std::string> &s,
               const std::unordered_multimap<int, Point> *p) {
  keep(m), keep(s), keep(*p);
}
KEPT void sets(const std::unordered_set<int> &i, const std::unordered_set<std::string> &s,
               const std::unordered_multiset<long> &m) {
  keep(i), keep(s), keep(m);
}
KEPT void nested(const std::vector<std::list<int>> &v, const std::list<std::vector<int>> &l,
                 const std::unordered_map<int, std::list<int>> &m, const std::optional<std::list<int>> &o) {
  keep(v), keep(l), keep(m), keep(o);
}
KEPT void member(const Holder &h) { keep(h), keep(global); }
KEPT void broken(const std::list<int> &l, const std::forward_list<int> &f, const std::unordered_set<int> &u) {
  keep(l), keep(f), keep(u);
}

static void fill(size_t n) {
  std::list<int> l;
  std::list<Point> p;
  std::list<std::string> s;
  std::forward_list<long> f;
  std::forward_list<std::string> fs;
  std::unordered_map<int, long> m;
  std::unordered_map<std::string, std::string> ms;
  std::unordered_multimap<int, Point> mp;
  std::unordered_set<int> u;
  std::unordered_set<std::string> us;
  std::unordered_multiset<long> um;
  for (size_t i = 0; i < n; i++) {
    l.push_back((int)(i * i) - 5), p.push_back({(int)i, (short)-i}), s.push_back(name(i));
    f.push_front(3 * i - 7), fs.push_front(name(i));
    m[i * 7919 - 3] = -(long)i, ms[name(i)] = name(i + 1), mp.insert({(int)i / 2, {(int)i, 1}});
    u.insert(i * 104729), us.insert(name(i)), um.insert(i / 3);
  }
  pass("lists");
  says("l", text(l, 16, TOLD));
  says("p", text(p, 16, TOLD));
  says("*s", text(s, 8, TOLD));
  if (TOLD)
    says("l.size()", n);
  lists(l, p, &s);
  pass("forward");
  says("f", text(f, 16, false));
  says("s", text(fs, 8, false));
  forward(f, fs);
  pass("maps");
  says("m", braces(m, 16));
  says("s", braces(ms, 8));
  says("*p", braces(mp, 16));
  says("m.size()", m.size());
  maps(m, ms, &mp);
  pass("sets");
  says("i", braces(u, 16));
  says("s", braces(us, 8));
  says("m", braces(um, 16));
  says("s.size() > 3", us.size() > 3);
  sets(u, us, um);
  Holder h = {7, l, m};
  global = n < 3000 ? l : std::list<int>(100000, 7);
  pass("member");
  says("h.id", 7);
  says("h.l", text(l, 16, TOLD));
  says("h.m", braces(h.m, 16));
  says("global", text(global, 16, TOLD));
  member(h);
}

static void nest(size_t n) {
  std::vector<std::list<int>> v;
  std::list<std::vector<int>> l;
  std::unordered_map<int, std::list<int>> m;
  for (size_t i = 0; i < n; i++) {
    v.push_back(std::list<int>(i, 3)), l.push_back(std::vector<int>(i % 4, i)), m[i] = {(int)i, 2};
  }
  std::string lists = "[", maps = "{";
  for (size_t i = 0; i < n && i < 12; i++)
    lists += (i ? ", " : "") + text(v[i]);
  lists += n > 12 ? ", … " + text(n - 12) + " more]" : "]";
  size_t i = 0;
  for (auto &e : m) {
    if (i < 8)
      maps += (i ? ", " : "") + text(e.first) + ": " + text(e.second);
    i++;
  }
  maps += n > 8 ? ", … " + text(n - 8) + " more}" : "}";
  pass("nested");
  says("v", lists);
  says("l", text(l, 8, TOLD));
  says("m", maps);
  says("o", n ? text(v[0]) : "nullopt");
  nested(v, l, m, n ? std::optional<std::list<int>>(v[0]) : std::nullopt);
}

// What bugs leave behind; a list is a ring of pairs of pointers, of which the next is FIRST or second.
static void breaks(const char *l, const std::list<int> &list, const char *f, const std::forward_list<int> &forward,
                   const char *u, const std::unordered_set<int> &set) {
  pass("broken");
  says("l", l);
  says("f", f);
  says("u", u);
  broken(list, forward, set);
}

template <class T> static void *at(const T &v) { return (void *)&v; }
#if defined(__GLIBCXX__)
static const int FIRST = 0, COUNT = 3;
#else
static const int FIRST = 1, COUNT = 3;
#endif

static void damage() {
  std::list<int> l = {1, 2, 3};
  std::forward_list<int> f = {1, 2, 3};
  std::unordered_set<int> u = {1, 2, 3};
  void **ring = (void **)at(l), **row = (void **)at(f), **table = (void **)at(u);
  void **second = (void **)((char *)at(*std::next(l.begin())) - 16), **last = (void **)((char *)at(*std::next(f.begin(), 2)) - 8);
  std::string all = braces(u, 16);
  size_t &count = *(size_t *)&table[COUNT];
  size_t &size = *(size_t *)&ring[2];
  // The size is another.
  size = 5, count = 4;
  breaks("!it says that it has more elements than the 3 that it links", l, "[1, 2, 3]", f,
         "!it says that it has more elements than the 3 that it links", u);
  size = 2, count = 0;
  breaks("!it links more elements than the 2 that it says it has", l, "[1, 2, 3]", f,
         "!it links more elements than the 0 that it says it has", u);
  size = -1, count = 1ul << 60;
  breaks("!its length, 18446744073709551615, is more than there is room for", l, "[1, 2, 3]", f,
         "!its length, 1152921504606846976, is more than there is room for", u);
  size = count = 3;
  // The links are others.
  void *next = second[FIRST], *head = row[0], *hashed = table[2];
  second[FIRST] = 0, row[0] = (void *)8, table[2] = (void *)0xdead0000;
  breaks("!null pointer", l, "!null pointer", f, "!page fault at 0xdead0000", u);
  second[FIRST] = second, row[0] = (char *)head + 1, table[2] = 0;
  breaks(("!its links contradict each other at " + hex(second)).c_str(), l,
         ("!its pointer, " + hex((char *)head + 1) + ", is misaligned").c_str(), f,
         "!it says that it has more elements than the 0 that it links", u);
  second[FIRST] = next, row[0] = head, table[2] = hashed;
  *last = head;
  breaks("[1, 2, 3]", l, "!its links lead round in a circle", f, all.c_str(), u);
  *last = 0;
  size = 0, ring[0] = ring[1] = 0, count = 0, table[2] = 0;
  breaks("!it links more elements than the 0 that it says it has", l, "[1, 2, 3]", f, "{}", u);
  _Exit((fflush(stdout), 0));
}

int main() {
  for (size_t n : {0, 1, 3, 8, 9, 16, 17, 3000})
    fill(n);
  for (size_t n : {0, 1, 4, 5, 30})
    if (TOLD)
      nest(n);
  if (TOLD)
    damage();
}
