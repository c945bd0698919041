// Names in classes and namespaces, objects under construction, bit fields.
#include "truth.hh"
#include <string>
#include <vector>
int value = 1;
namespace {
int hidden = 2;
struct Local {
  static int count;
  int x;
  KEPT int f(int n);
};
int Local::count = 5;
KEPT int Local::f(int n) {
  asm volatile("" : : "r"(this), "r"(n) : "memory");
  return n;
}
}
namespace a {
int value = 10;
namespace b {
int other = 11;
KEPT void inner(int n) { asm volatile("" : : "r"(n) : "memory"); }
}
inline namespace v1 {
int value2 = 12;
}
}
int value2 = 13;
namespace a {
KEPT void outer(int n) { asm volatile("" : : "r"(n) : "memory"); }
}
struct Outer {
  static int depth;
  struct Inner {
    int x;
    KEPT void g(int n) { asm volatile("" : : "r"(this), "r"(n) : "memory"); }
  };
};
int Outer::depth = 21;
template <class T> struct TBase {
  T first;
  static T shared;
  virtual ~TBase() {}
};
template <class T> T TBase<T>::shared = T(31);
struct TDerived : TBase<long>, private std::string {
  int x;
  union { int u; float f; };
  TDerived() : TBase<long>(), std::string("text"), x(1) { first = 3; u = 7; self(); }
  KEPT void self() { asm volatile("" : : "r"(this) : "memory"); }
};
struct V0 { virtual ~V0() {} int v = 1; };
struct V1 : virtual V0 { V1() { touch(this); } static KEPT void touch(V1 *p) { asm volatile("" : : "r"(p) : "memory"); } int one = 2; };
struct V2 : V1 { char pad[32]; int two = 3; V2() { V1::touch(this); } };
struct Bits { unsigned a : 3; int b : 5; bool c : 1; enum E : unsigned char { P, Q } e : 2; long d : 40; };
KEPT void bits(Bits b, const Bits &r, Bits *const *p) { asm volatile("" : : "r"(&b), "r"(&r), "r"(p) : "memory"); }
KEPT void member(int Bits::*, int V1::*m, void (TDerived::*f)(), std::vector<int> &&v) { asm volatile("" : : "r"(m), "r"(&f), "r"(&v) : "memory"); }
int main() {
  asm volatile("" : "+m"(Local::count), "+m"(hidden));
  Local l{4};
  pass("f");
  says("count", 5), says("Local::count", 5), says("x", 4), says("hidden", 2), says("value", 1);
  l.f(3);
  pass("a::b::inner");
  says("value", 10), says("::value", 1), says("other", 11), says("a::value", 10), says("value2", 12);
  a::b::inner(1);
  pass("a::outer");
  says("value", 10), says("b::other", 11), says("value2", 12), says("::value2", 13);
  a::outer(1);
  pass("Outer::Inner::g");
  says("depth", 21), says("x", 6), says("value", 1), says("Outer::depth", 21);
  Outer::Inner{6}.g(1);
  pass("TDerived::self");
  says("first", 3L), says("shared", 31L), says("x", 1), says("u", 7), says("this->shared", 31L);
  asm volatile("" : : "r"(&TBase<long>::shared));
  TDerived d;
  for (int i = 0; i < 3; i++) {
    pass("V1::touch");
    says("p->v", 1), says("p->one", 2);
  }
  V1 v1;
  V2 v2;
  Bits b{5, -7, true, Bits::Q, -123456789012L}, *p = &b;
  pass("bits");
  for (auto e : {"b", "r", "(*p)"}) {
    std::string s = e;
    says((s + ".a").c_str(), 5), says((s + ".b").c_str(), -7), says((s + ".c").c_str(), true), says((s + ".e").c_str(), "Q"), says((s + ".d").c_str(), -123456789012L), says((s + ".e == Bits::Q").c_str(), true);
  }
  bits(b, b, &p);
  pass("member");
  says("v", "[1, 2]");
  member(nullptr, &V1::one, &TDerived::self, {1, 2});
}
