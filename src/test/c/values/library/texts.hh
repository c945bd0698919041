// Values and containers as a cell shows them.
#pragma once
#include "truth.hh"
#include <vector>

struct Point {
  int x;
  short y;
};

static inline std::string text(int v) { return std::to_string(v); }
static inline std::string text(long v) { return std::to_string(v); }
static inline std::string text(unsigned long v) { return std::to_string(v); }
static inline std::string text(const std::string &v) { return "\"" + v + "\""; }
static inline std::string text(const Point &v) { return "{x=" + text(v.x) + ", y=" + text((int)v.y) + "}"; }
static inline std::string text(const std::vector<int> &v);
template <class K, class V> std::string text(const std::pair<K, V> &v) { return text(v.first) + ": " + text(v.second); }
// The elements that are captured; how many there are is not told by all.
template <class C> std::string text(const C &v, size_t most = 4, bool told = true, const char *brackets = "[]") {
  std::string s(1, brackets[0]);
  size_t i = 0, n = 0;
  for (auto &e : v)
    n++, (void)e;
  for (auto &e : v) {
    if (i == most)
      return s + (i ? ", …" : "…") + (told ? " " + text(n - i) + " more" : "") + brackets[1];
    s += (i++ ? ", " : "") + text(e);
  }
  return s + brackets[1];
}
static inline std::string text(const std::vector<int> &v) { return text<std::vector<int>>(v); }
template <class C> std::string braces(const C &v, size_t most) { return text(v, most, true, "{}"); }
static inline std::string hex(const void *v) {
  char s[32];
  snprintf(s, sizeof s, "0x%lx", (unsigned long)v);
  return s;
}
static inline std::string name(size_t i) {
  return i % 2 ? "s" + text(i) : "a string that is too long to be short, number " + text(i);
}
