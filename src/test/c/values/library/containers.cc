// Containers of the C++ library: empty, with one element, with several, with more than is captured,
// null, and not in order.
#include "truth.hh"
#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <queue>
#include <span>
#include <stack>
#include <thread>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

struct Point {
  int x;
  short y;
};

static std::string text(bool v) { return v ? "true" : "false"; }
static std::string text(int v) { return std::to_string(v); }
static std::string text(long v) { return std::to_string(v); }
static std::string text(unsigned long v) { return std::to_string(v); }
static std::string text(unsigned char v) { return std::to_string(v); }
static std::string text(const std::string &v) { return "\"" + v + "\""; }
static std::string text(double v) {
  std::string s = std::to_string(v);
  s.erase(s.find_last_not_of('0') + 1);
  return s.back() == '.' ? s + "0" : s;
}
static std::string text(const Point &v) { return "{x=" + text(v.x) + ", y=" + text((int)v.y) + "}"; }
static std::string text(const void *v) {
  char s[32];
  snprintf(s, sizeof s, "0x%lx", (unsigned long)v);
  return s;
}
template <class T> std::string text(const std::vector<T> &v, size_t most = 1000);
template <class T> std::string listed(const T *v, size_t n, size_t most) {
  std::string s = "[";
  for (size_t i = 0; i < n; i++) {
    if (i == most)
      return s + (i ? ", " : "") + "… " + text(n - i) + " more]";
    s += (i ? ", " : "") + text(v[i]);
  }
  return s + "]";
}
template <class T> std::string text(const std::vector<T> &v, size_t most) { return listed(v.data(), v.size(), most); }
template <class T> std::string text(const std::optional<T> &v) { return v ? text(*v) : "nullopt"; }

KEPT void numbers(const std::vector<int> &v, std::vector<double> &d, const std::vector<Point> &p) {
  keep(v), keep(d), keep(p);
}
KEPT void strings(const std::vector<std::string> &s, const std::vector<std::vector<int>> &n,
                  const std::vector<char> &c) {
  keep(s), keep(n), keep(c);
}
KEPT void fixed(const std::array<int, 3> &a, const std::array<std::string, 2> &s, std::span<int> n) {
  keep(a), keep(s);
  asm volatile("nop" : : "r"(n.data()), "r"(n.size()));
}
KEPT void several(const std::pair<int, std::string> &p, const std::tuple<int, std::string, double> &t,
                  const std::tuple<> *e) {
  keep(p), keep(t), keep(e);
}
KEPT void choices(const std::optional<int> &o, const std::optional<std::string> &s,
                  const std::variant<int, std::string, Point> &v) {
  keep(o), keep(s), keep(v);
}
KEPT void pointers(const std::unique_ptr<Point> &u, const std::shared_ptr<Point> &s, const std::shared_ptr<int> &n) {
  keep(u), keep(s), keep(n);
}
struct Server {
  std::atomic<int> hits;
  std::atomic<bool> open;
  std::atomic<Point *> at;
  std::chrono::milliseconds timeout;
  std::chrono::system_clock::time_point since;
  std::optional<std::string> name;
  std::vector<int> ports;
  std::array<uint8_t, 2> version;
};
KEPT void served(const Server &s) { keep(s); }
struct Lent {
  std::stack<int, std::vector<int>> s;
  std::queue<int> q;
  std::priority_queue<int> p;
  std::filesystem::path path;
  std::thread::id thread;
};
KEPT void lent(const Lent &l, const std::initializer_list<int> &i, const std::span<short, 3> &f) {
  keep(l), keep(i), keep(f);
}
KEPT void deques(const std::deque<int> &d) { keep(d); }
KEPT void queues(const std::deque<std::string> &s) { keep(s); }
KEPT void broken(const std::vector<int> &v, const std::vector<Point> &p) { keep(v), keep(p); }
KEPT void choice(const std::variant<int, std::string, Point> &v, const std::optional<int> &o) { keep(v), keep(o); }

static void count(size_t n) {
  std::vector<int> v;
  std::vector<double> d;
  std::vector<Point> p;
  for (size_t i = 0; i < n; i++)
    v.push_back((int)(i * i) - 5), d.push_back(i + 0.5), p.push_back({(int)i, (short)-i});
  pass("numbers");
  says("v", text(v, 64));
  says("d", text(d, 32));
  says("p", text(p, 32));
  says("v.size()", n);
  says("v[1]", n > 1 ? text(v[1]) : "!no element of that index");
  says("p[2].y", n > 2 ? text((int)p[2].y) : "!no element of that index");
  says("v[1] + 1", n > 1 ? text(v[1] + 1) : "!no element of that index");
  std::vector<int> slice;
  for (size_t i = 1; i < 4 && i < n; i++)
    slice.push_back(v[i]);
  says("v[1..4]", text(slice));
  numbers(v, d, p);
}

static void name(size_t n) {
  std::vector<std::string> s;
  std::vector<std::vector<int>> many;
  std::vector<char> c;
  for (size_t i = 0; i < n; i++) {
    s.push_back(i % 2 ? "short" : "a string that is too long to be short");
    many.push_back(std::vector<int>(i, 7));
    c.push_back('a' + i % 26);
  }
  pass("strings");
  says("s", text(s, 12));
  says("n", text(many, 12));
  says("c", std::string(c.data() ? c.data() : "", n));
  says("s[0]", n ? s[0] : "!no element of that index");
  says("s[0].size()", n ? text(s[0].size()) : "!no element of that index");
  says("s[1] == \"short\"", n > 1 ? "true" : "!no element of that index");
  says("n[2]", n > 2 ? text(many[2]) : "!no element of that index");
  says("n[2][1]", n > 2 ? "7" : "!no element of that index");
  says("s[0][0..8]", n ? "a string" : "!no element of that index");
  strings(s, many, c);
}

static void fix(std::vector<int> v) {
  pass("fixed");
  says("a", "[1, -2, 3]");
  says("a[2]", 3);
  says("s", "[\"one\", \"two, which is a longer one\"]");
  says("s[1]", "two, which is a longer one");
  says("n", text(v));
  says("n.size()", v.size());
  says("n[0]", v.empty() ? "!no element of that index" : text(v[0]));
  fixed({1, -2, 3}, {"one", "two, which is a longer one"}, v);
}

static void choose(std::optional<int> o, std::optional<std::string> s, std::variant<int, std::string, Point> v) {
  pass("choices");
  says("o", text(o));
  says("s", text(s));
  says("v", v.index() == 0   ? "0(" + text(std::get<0>(v)) + ")"
            : v.index() == 1 ? "1(" + text(std::get<1>(v)) + ")"
                             : "2" + text(std::get<2>(v)));
  says("v.1", v.index() == 1 ? std::get<1>(v) : "!it holds another alternative");
  says("v.2.y", v.index() == 2 ? text((int)std::get<2>(v).y) : "!it holds another alternative");
  choices(o, s, v);
}

static void point(Point *at, int *n) {
  std::unique_ptr<Point> u(at ? new Point(*at) : nullptr);
  std::shared_ptr<Point> s(at ? new Point(*at) : nullptr);
  std::shared_ptr<int> i(n ? new int(*n) : nullptr);
  pass("pointers");
  says("u", text(u.get()));
  says("u->x", at ? text(at->x) : "!null pointer");
  says("(*s).y", at ? text((int)at->y) : "!null pointer");
  says("s == null", s == nullptr);
  says("n", text(i.get()));
  says("*n", n ? text(*n) : "!null pointer");
  pointers(u, s, i);
}

static void queue(size_t n, size_t gone) {
  std::deque<int> d;
  std::deque<std::string> s;
  for (size_t i = 0; i < n + gone; i++)
    d.push_back((int)i), s.push_back("number " + text(i));
  for (size_t i = 0; i < gone; i++)
    d.pop_front(), s.pop_front();
  std::vector<int> v(d.begin(), d.end());
  std::vector<std::string> t(s.begin(), s.end());
  pass("deques");
  says("d", text(v, 16));
  says("d.size()", n);
  says("d[1]", n > 1 ? text(v[1]) : "!no element of that index");
  says("d[150]", n > 150 ? text(v[150]) : "!no element of that index");
  says("d[2..4]", text(std::vector<int>(v.begin() + (n < 2 ? n : 2), v.begin() + (n < 4 ? n : 4))));
  deques(d);
  pass("queues");
  says("s", text(t, 8));
  says("s[17]", n > 17 ? t[17] : "!no element of that index");
  queues(s);
}

static void lend(std::initializer_list<int> i) {
  short three[] = {1, -2, 3};
  Lent l;
  for (int n : i)
    l.s.push(n), l.q.push(-n), l.p.push(n);
  l.path = i.size() ? "/usr/lib/a path that is longer" : "";
  l.thread = std::this_thread::get_id();
  pass("lent");
  says("l.s", text(std::vector<int>(i)));
  std::vector<int> negative;
  for (int n : i)
    negative.push_back(-n);
  says("l.q", text(negative));
  says("l.p", i.size() ? "[3, 1, 2]" : "[]");
  says("l.p.size()", i.size());
  says("l.path", l.path.string());
  says("l.thread", (unsigned long)*(uint64_t *)&l.thread);
  says("i", text(std::vector<int>(i)));
  says("f", "[1, -2, 3]");
  says("f[1]", -2);
  lent(l, i, std::span<short, 3>(three));
}

static void breaks(const char *v, Broken<std::vector<int>> a, const char *p, Broken<std::vector<Point>> b) {
  pass("broken");
  says("v", v);
  says("p", p);
  broken(a.object, b.object);
}

int main() {
  for (size_t n : {0, 1, 3, 64, 65, 5000})
    count(n);
  for (size_t n : {0, 1, 3, 12, 13, 200})
    name(n);
  fix({});
  fix({4});
  fix({5, 6, 7});
  std::pair<int, std::string> p(4, "four");
  pass("several");
  says("p.first", 4);
  says("p.second", "four");
  says("t.0", 1);
  says("t.1", "two");
  says("t.2", "3.5");
  std::tuple<> none;
  several(p, {1, "two", 3.5}, &none);
  choose({}, {}, 7);
  choose(0, "", "text");
  choose(-9, "some text that is long enough for the heap", Point{1, -2});
  Point at = {3, -4};
  int n = 17;
  point(nullptr, nullptr);
  point(&at, &n);
  queue(0, 0), queue(1, 0), queue(3, 127), queue(13, 120), queue(1000, 77), queue(0, 300);
  lend({}), lend({1, 3, 2});
  Server s = {{41}, {true}, {&at}, std::chrono::milliseconds(250), {}, "server", {80, 443}, {{1, 2}}};
  pass("served");
  says("s.hits", 41);
  says("s.hits + 1", 42);
  says("s.open", true);
  says("s.at", text(&at));
  says("s.at->y", -4);
  says("s.timeout", 250);
  says("s.since", 0);
  says("s.name", "\"server\"");
  says("s.ports", "[80, 443]");
  says("s.version", "[1, 2]");
  says("s.version[1]", 2);
  served(s);
  uint64_t some = (uint64_t)new int[100]{1, 2, 3};
  breaks("!its length, 3, is more than there is room for", {some, some + 12, some + 8},
         "!its bytes are not a whole number of elements", {some, some + 12, some + 16});
  breaks("!its length, 18446744073709551614, is more than there is room for", {some + 8, some, some + 8}, "!null pointer", {8, 24, 32});
  breaks("!page fault at 0xdead0000", {0xdead0000, 0xdead0010, 0xdead0010}, "!page fault at 0xdead0004",
         {0xdead0004, 0xdead000c, 0xdead000c});
  breaks("[1, 2]", {some, some + 8, some + 8}, "[]", {some, some, some});
  breaks("[]", {0}, "[]", {0});
  Broken<std::vector<int>> uneven(some + 1, some + 5, some + 9);
  pass("broken");
  says("v", ("!its pointer, " + text((const void *)(some + 1)) + ", is misaligned").c_str());
  broken(uneven.object, std::vector<Point>());
  std::variant<int, std::string, Point> v;
  std::optional<int> o = 5;
  ((unsigned char *)&v)[sizeof v - 8] = 9;
  ((unsigned char *)&o)[4] = 7;
  pass("choice");
  says("v", "!no alternative has the discriminant 9");
  says("o", "!no alternative has the discriminant 7");
  choice(v, o);
  ((unsigned char *)&v)[sizeof v - 8] = 0;
}
