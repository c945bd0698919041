// Static variables of functions that are inlined, of their lambdas, and of templates, all of one name. GLOBAL may be it, too.
#include "truth.hh"
#define KEEP(x) asm volatile("" : "+m"(x) : : "memory")
#define USE(x) asm volatile("nop" : : "r"(x) : "memory")
int GLOBAL = 1000;
static inline __attribute__((always_inline)) int both(int n) {
  auto lambda = [n](int x) __attribute__((always_inline)) {
    static int count = 3;
    count += x;
    KEEP(count);
    USE(x); // inlined.cc:11
    return count + n;
  };
  static int count = 10;
  count += lambda(n);
  KEEP(count);
  USE(n); // inlined.cc:17
  return count;
}
template <class T> static inline __attribute__((always_inline)) T made(T n) {
  static T count = sizeof(T);
  KEEP(count);
  USE((long)n); // inlined.cc:23
  return count;
}
static inline __attribute__((always_inline)) int twice(int n) { static int total = 50; KEEP(total); auto l = [](int x) __attribute__((always_inline)) { static int total = 60; KEEP(total); return total + x; };
  n += l(n);
  USE(n); // inlined.cc:28
  return n + total;
}
#define TEXT(name) #name
#define NAME(name) TEXT(name)
int main() {
  KEEP(GLOBAL);
  pass("inlined.cc:11"), says("count", 4), says("::" NAME(GLOBAL), 1000);
  pass("inlined.cc:17"), says("count", 15);
  both(1);
  pass("inlined.cc:23"), says("count", 4), made(1);
  pass("inlined.cc:23"), says("count", 8), made(1L);
  pass("inlined.cc:28"), says("total", 50), twice(1);
}
