// Pointers to members, std::function and std::any, by the names of what they point to or hold.
#include "truth.hh"
#include <any>
#include <functional>
namespace ns {
struct Base0 {
  long b0 = 1;
  virtual void zero() {}
  virtual int v1() { return 1; }
};
struct Base1 {
  int b1 = 2;
  int f1(int) { return b1; }
  virtual int two() { return 2; }
  int over(int) { return 1; }
  int over(long) const { return 2; }
};
template <class T> struct Box {
  T held;
  T get() { return held; }
};
typedef unsigned long Wagons;
struct D : Base0, Base1, Box<double> {
  int d = 3;
  Wagons w = 4;
  const short c = 5;
  union {
    int u;
    float fl;
  };
  int arr[3];
  int v1() override { return 4; }
  int df() { return d; }
  virtual void last() {}
  template <class T> T tm(T t) { return t; }
  int operator()(int x) { return x; }
};
struct Elsewhere;
}
using namespace ns;
using Method = int (D::*)();
struct All {
  int D::*d, D::*b1, D::*u, D::*none, D::*wrong;
  long D::*b0;
  double D::*held;
  int (D::*arr)[3];
  float D::*fl;
  unsigned long D::*w;
  const Wagons D::*cw;
  const short D::*c;
  int n;
  Method df, v1, two, null, bad;
  int (D::*f1)(int), (D::*call)(int), (D::*overi)(int);
  int (D::*over)(long) const;
  void (D::*last)();
  long (D::*tm)(long);
  double (D::*get)();
};
struct Small {
  int k;
  int operator()(int x) const { return x + k; }
};
struct Large {
  long k[8];
  int operator()(int x) const { return x + (int)k[0]; }
};
static int twice(int x) { return x * 2; }
KEPT void members(All &all, int D::*data, Method (&methods)[2], int ns::Elsewhere::*where) {
  asm volatile("" : : "r"(&all), "r"(data), "r"(&methods), "r"(where) : "memory");
}
KEPT int called(D &d, Method method) { return (d.*method)(); }
KEPT Method method(int n) { return n ? &D::df : nullptr; }
KEPT int D::*data(int n) { return n ? &D::b1 : nullptr; }
typedef std::function<int(int)> Function;
KEPT void erased(Function &none, Function &plain, Function &small, Function &large, Function &lambda, Function &member) {
  asm volatile("" : : "r"(&none), "r"(&plain), "r"(&small), "r"(&large), "r"(&lambda), "r"(&member) : "memory");
}
KEPT void anys(std::any &none, std::any &n, std::any &s, std::any &large) {
  asm volatile("" : : "r"(&none), "r"(&n), "r"(&s), "r"(&large) : "memory");
}
int main(int argc, char **) {
  D object;
  keep(object);
  All all{&D::d, &D::b1, &D::u, nullptr, &D::d, &D::b0, &D::held, &D::arr, &D::fl, &D::w, &D::w, &D::c, 5, &D::df, &D::v1, &D::two, nullptr, &D::df,
          &D::f1, &D::operator(), &D::over, &D::over, &D::last, &D::tm<long>, &D::get};
  *(long *)&all.wrong = 3, *(long *)&all.bad = (long)&main;
  Method methods[] = {&D::v1, nullptr};
  pass("members");
  says("all.d", "&ns::D::d"), says("all.b1", "&ns::Base1::b1"), says("all.u", "&ns::D::u"), says("all.none", "null");
  says("all.b0", "&ns::Base0::b0"), says("all.held", "&ns::Box<double>::held"), says("all.arr", "&ns::D::arr"), says("all.fl", "&ns::D::fl");
  says("all.w", "&ns::D::w"), says("all.cw", "&ns::D::w"), says("all.c", "&ns::D::c");
  says("all.wrong", "!no member of `ns::D` of that type is where it points to");
  says("all.df", "&ns::D::df()"), says("all.v1", "&virtual ns::D::v1()"), says("all.two", "&virtual ns::Base1::two()");
  says("all.null", "null"), says("all.bad", "!`program` has no member function of `ns::D` where it points to");
  says("all.f1", "&ns::Base1::f1(int)"), says("all.call", "&ns::D::operator()(int)"), says("all.overi", "&ns::Base1::over(int)");
  says("all.over", "&ns::Base1::over(long) const"), says("all.last", "&virtual ns::D::last()");
  says("all.tm", "&ns::D::tm<long>(long)"), says("all.get", "&ns::Box<double>::get()");
  says("data", "&ns::D::d");
  says("methods", "[&virtual ns::D::v1(), null]"), says("methods[1]", "null");
  says("where", "!`ns::Elsewhere` is only declared in the debug info");
  int ns::Elsewhere::*where;
  *(long *)&where = 8;
  members(all, &D::d, methods, where);
  pass("called"), says("method", "&ns::D::df()"), called(object, &D::df);
  for (int i : {0, 1}) {
    pass("method return"), says("$retval", i ? "&ns::D::df()" : "null"), keep(method(i));
    pass("data return"), says("$retval", i ? "&ns::Base1::b1" : "null"), keep(data(i));
  }
  Function none, plain = twice, small = Small{4}, large = Large{}, lambda = [argc](int x) { return x + argc; };
  Function member = std::bind(&Small::operator(), Small{1}, std::placeholders::_1);
  pass("erased");
  says("none", "empty"), says("plain", "int (*)(int)"), says("small", "Small"), says("large", "Large");
#if defined(__GLIBCXX__)
  says("lambda", "main::{lambda(int)#1}");
#else
  says("lambda", "main::$_0");
#endif
  erased(none, plain, small, large, lambda, member);
  std::any nothing, n = 7, s = std::string("text"), big = Large{};
  pass("anys");
  says("none", "empty"), says("n", "int"), says("s", "std::string"), says("large", "Large");
  anys(nothing, n, s, big);
}
