// Containers of bools, deques, weak pointers and what else libraries have, in all sizes and not in
// order.
#include "texts.hh"
#include <bitset>
#include <deque>
#include <functional>
#include <memory>
#include <queue>
#include <stack>
#include <string_view>

struct Wide {
  long a[40];
};
static std::string text(bool v) { return v ? "true" : "false"; }

KEPT void bools(const std::vector<bool> &v, std::vector<bool> *p) { keep(v), keep(p); }
KEPT void bitsets(const std::bitset<5> &a, const std::bitset<64> &b, const std::bitset<130> &c) {
  keep(a), keep(b), keep(c);
}
KEPT void deques(const std::deque<int> &d) { keep(d); }
KEPT void queues(const std::deque<std::string> &s) { keep(s); }
KEPT void sizes(const std::deque<Wide> &w, const std::deque<char> &c) { keep(w), keep(c); }
KEPT void lent(const std::queue<int> &q, const std::stack<long> &s) { keep(q), keep(s); }
KEPT void weak(const std::weak_ptr<Point> &w) { keep(w); }
KEPT void wrapped(const std::reference_wrapper<int> &r, const std::reference_wrapper<const std::vector<int>> &v) {
  keep(r), keep(v);
}
KEPT void utf8(const std::u8string &s, std::u8string_view v, const char8_t *p) {
  keep(s), keep(p);
  asm volatile("nop" : : "r"(v.data()), "r"(v.size()));
}
KEPT void broken(const std::vector<bool> &v) { keep(v); }
struct Three {
  long x, y, z;
};
KEPT void threes(const std::deque<Three> &t) { keep(t); }
KEPT void brokendeque(const std::deque<int> &d) { keep(d); }
KEPT void brokenweak(const std::weak_ptr<int> &w) { keep(w); }

static std::string missing(const char *why) { return std::string("!") + why; }
static std::string listed(const std::vector<bool> &v, size_t most = 200) {
  std::string s = "[";
  for (size_t i = 0; i < v.size(); i++) {
    if (i == most)
      return s + ", … " + text(v.size() - i) + " more]";
    s += (i ? ", " : "") + text((bool)v[i]);
  }
  return s + "]";
}

static void flags(size_t n) {
  std::vector<bool> v;
  for (size_t i = 0; i < n; i++)
    v.push_back(i * i % 3 == 1 || i % 64 == 0);
  pass("bools");
  says("v", listed(v));
  says("*p", listed(v));
  says("v.size()", n);
  says("p->size() + 1", n + 1);
  for (size_t i : {0, 63, 64})
    says(("v[" + text((long)i) + "]").c_str(), i < n ? text((bool)v[i]) : missing("no element of that index"));
  says("v[1] == true", n > 1 ? text((bool)v[1]) : missing("no element of that index"));
  says("v[2..6]", listed(std::vector<bool>(v.begin() + (n < 2 ? n : 2), v.begin() + (n < 6 ? n : 6))));
  says("v[60..70]", listed(std::vector<bool>(v.begin() + (n < 60 ? n : 60), v.begin() + (n < 70 ? n : 70)), 16));
  bools(v, &v);
}

template <size_t N> static std::string listed(const std::bitset<N> &b) {
  std::vector<bool> v;
  for (size_t i = 0; i < N; i++)
    v.push_back(b[i]);
  return listed(v);
}
static void sets(std::bitset<5> a, std::bitset<64> b, std::bitset<130> c) {
  pass("bitsets");
  says("a", listed(a));
  says("b", listed(b));
  says("c", listed(c));
  says("a[1]", (bool)a[1]);
  says("c[129]", (bool)c[129]);
  says("a[5]", missing("no element of that index"));
  says("c.size()", 130);
  bitsets(a, b, c);
}

static void queued(size_t n, size_t gone, size_t front) {
  std::deque<int> d;
  std::deque<std::string> s;
  std::deque<Wide> w;
  std::deque<char> c;
  for (size_t i = 0; i < n + gone; i++)
    d.push_back((int)i), s.push_back(name(i)), w.push_back({{(long)i}}), c.push_back('a' + i % 26);
  for (size_t i = 0; i < gone; i++)
    d.pop_front(), s.pop_front(), w.pop_front(), c.pop_front();
  for (size_t i = 0; i < front; i++)
    d.push_front(-(int)i), s.push_front("front"), w.push_front({{-(long)i}}), c.push_front('A');
  n += front;
  auto at = [](size_t i) { return "[" + text((long)i) + "]"; };
  std::string none = missing("no element of that index");
  pass("deques");
  says("d", text(d, 16));
  says("d.size()", n);
  for (size_t i : {0, 150, 1500})
    says(("d" + at(i)).c_str(), i < n ? text(d[i]) : none);
  says("d[2..4]", text(std::vector<int>(d.begin() + (n < 2 ? n : 2), d.begin() + (n < 4 ? n : 4))));
  deques(d);
  pass("queues");
  says("s", text(s, 8));
  says("s.size()", n);
  says("s[150]", n > 150 ? s[150] : none);
  queues(s);
  pass("sizes");
  says("w.size()", n);
  for (size_t i : {1, 17, 5000}) {
    says(("w" + at(i) + ".a[0]").c_str(), i < n ? text(w[i].a[0]) : none);
    says(("c" + at(i)).c_str(), i < n ? text((int)c[i]) : none);
  }
  sizes(w, c);
}

static void lend(std::vector<int> v) {
  std::queue<int> q;
  std::stack<long> s;
  for (int i : v)
    q.push(i), s.push(i);
  pass("lent");
  says("q", text(v));
  says("s", text(v));
  says("q.size()", v.size());
  lent(q, s);
}

static void weakly(std::shared_ptr<Point> of, bool expires) {
  std::weak_ptr<Point> w = of;
  Point *at = of.get();
  if (expires)
    of.reset();
  pass("weak");
  std::string none = missing(expires ? "expired: what it pointed to has ended" : "null pointer");
  says("w", expires ? none : hex(at));
  says("w->x", of ? text(at->x) : none);
  says("(*w).y", of ? text((int)at->y) : none);
  says("w == null", expires ? none : text(at == nullptr));
  weak(w);
}

static void wrap() {
  int n = 77;
  std::vector<int> v = {1, 2};
  pass("wrapped");
  says("r", hex(&n));
  says("*r + 1", 78);
  says("*v", "[1, 2]");
  says("(*v)[1]", 2);
  says("v->size()", 2);
  wrapped(n, v);
  pass("utf8");
  says("s", "gr\xc3\xbc\xc3\x9f" "e");
  says("v", "z\xc3\xbc");
  says("p", "caf\xc3\xa9");
  says("s == \"gr\\u00fc\\u00dfe\"", true);
  utf8(u8"gr\u00fc\u00dfe", u8"z\u00fc", u8"caf\u00e9");
}

// As a bug could leave them: words of the object are changed while a place is passed.
template <class T> struct Changed {
  T &object;
  uint64_t words[sizeof(T) / 8];
  Changed(T &o) : object(o) { memcpy((void *)words, (void *)&o, sizeof words); }
  uint64_t &operator[](size_t i) { return ((uint64_t *)&object)[i]; }
  ~Changed() { memcpy((void *)&object, words, sizeof words); }
};

int main() {
  for (size_t n : {0, 1, 5, 63, 64, 65, 128, 200, 201, 100000})
    flags(n);
  sets(0, 0, 0);
  sets(0b10110, ~0ull, std::bitset<130>(7) << 100);
  sets(1, 1ull << 63, std::bitset<130>(1) << 129);
  queued(0, 0, 0), queued(1, 0, 0), queued(3, 127, 2), queued(13, 120, 9), queued(2000, 5000, 0), queued(0, 300, 0);
  queued(100, 0, 3000), queued(10000, 0, 1);
  lend({}), lend({1, 2, 3});
  weakly(nullptr, false), weakly(std::make_shared<Point>(Point{3, -4}), false);
  weakly(std::make_shared<Point>(Point{5, 6}), true), weakly(std::shared_ptr<Point>(new Point{7, 8}), true);
  wrap();
  std::vector<bool> v(100, true);
  std::deque<int> d(5, 7);
  auto owned = std::make_shared<int>(5);
  std::weak_ptr<int> w = owned;
  auto bad = [&](const char *why) { pass("broken"), says("v", missing(why)), says("v[0]", missing(why)), broken(v); };
  auto badDeque = [&](const char *why, const char *at) {
    pass("brokendeque"), says("d", why), says("d[1]", missing(at)), brokendeque(d);
  };
#if defined(__GLIBCXX__)
  { Changed c(v); c[3] = 64, bad("its length, 18446744073709551615, is more than there is room for"); }
  { Changed c(v); c[1] = 1, bad("its length, 18446744073709551615, is more than there is room for"); }
  { Changed c(v); c[4] = c[2], bad("its length, 100, is more than there is room for"); }
  { Changed c(v); c[0] = 0xdead0000, c[2] = 0xdead0008, c[4] = 0xdead0010, bad("page fault at 0xdead0000"); }
  { Changed c(v); c[0] += 4, c[2] += 4, c[4] += 4, bad(("its pointer, " + hex((void *)c[0]) + ", is misaligned").c_str()); }
  { Changed c(v); c[2] += 1, bad("its bytes are not a whole number of elements"); }
  { Changed c(d); c[6] += 1, badDeque("!its bytes are not a whole number of elements", "its bytes are not a whole number of elements"); }
#else
  { Changed c(v); c[1] = 500, bad("its length, 500, is more than there is room for"); }
  { Changed c(v); c[0] = 0xdead0000, bad("page fault at 0xdead0000"); }
  { Changed c(v); c[0] += 4, bad(("its pointer, " + hex((void *)c[0]) + ", is misaligned").c_str()); }
  { Changed c(d); c[5] = 5000, badDeque("!its length, 5000, is more than there is room for", "its length, 5000, is more than there is room for"); }
  { Changed c(d); c[4] = 5000, badDeque("!its length, 5, is more than there is room for", "its length, 5, is more than there is room for"); }
  { Changed c(d); c[1] = 0xdead0000, c[2] = 0xdead0008, badDeque("[<page fault at 0xdead0000>, <page fault at 0xdead0000>, <page fault at 0xdead0000>, <page fault at 0xdead0000>, <page fault at 0xdead0000>]", "page fault at 0xdead0000"); }
  {
    std::deque<Three> t(5);
    Changed c(t);
    c[2] = c[1] - 8, pass("threes"), says("t", missing("its length, 5, is more than there is room for")), threes(t);
  }
  { Changed c(d); c[2] += 4, badDeque("!its bytes are not a whole number of elements", "its bytes are not a whole number of elements"); }
#endif
  { Changed c(w); c[1] = 0xdead0000, pass("brokenweak"), says("w", "!page fault at 0xdead0008"), says("*w", "!page fault at 0xdead0008"), brokenweak(w); }
  { Changed c(w); c[1] = 0, pass("brokenweak"), says("w", "0x0"), says("*w", "!null pointer"), brokenweak(w); }
}
