// Variables of templates, and members of base classes that are templates.
#include "truth.hh"

template <class A, class B> struct Two {
  A first;
  B second;
  Two(int n) : first(n), second(n + 1) {}
};
template <class T> struct Tmpl {
  static T stat;
  inline static int made = 1;
  T v;
  KEPT void get(T n) { asm volatile("" : : "r"(this), "r"(n) : "memory"); }
};
template <class T> T Tmpl<T>::stat = T(31);
namespace ns {
inline namespace v2 {
template <class T, int N> struct Tmpl {
  inline static long count = N;
};
template <class T> T best = T(7);
}
template <class T> struct Outer {
  template <class U> struct Inner {
    inline static int deep = sizeof(T) * 10 + sizeof(U);
  };
};
}
template <class T> T limit = T(100);
template <int N> int number = N;
struct Both : Tmpl<long>, Tmpl<unsigned char> {
  int own;
};
KEPT void templates(int n, int m, Both &b) { asm volatile("" : : "r"(n), "r"(m), "r"(&b) : "memory"); }
int main() {
  Tmpl<int>::stat = 32, Tmpl<unsigned long>::stat = 33, Tmpl<Two<int, long>>::stat = 5;
  Tmpl<unsigned char>::made = 2, limit<int> = 101, limit<Both *> = nullptr;
  asm volatile("" : : "r"(&ns::Tmpl<int, 3>::count), "r"(&ns::Tmpl<char, -4>::count), "r"(&ns::best<short>));
  asm volatile("" : : "r"(&limit<double>), "r"(&number<4>), "r"(&number<5>), "r"(&Tmpl<long>::stat), "r"(&Tmpl<long>::made));
  asm volatile("" : : "r"(&ns::Outer<char>::Inner<long>::deep), "r"(&ns::Outer<int>::Inner<short>::deep), "r"(&limit<Both *>));
  Both b;
  b.Tmpl<long>::v = 11, b.Tmpl<unsigned char>::v = 12, b.own = 13;
  pass("templates");
  says("Tmpl<int>::stat", 32), says("Tmpl<long>::stat", 31), says("Tmpl<long int>::stat + 1", 32);
  says("Tmpl<unsigned long>::stat", 33), says("Tmpl<long unsigned int>::stat * 2", 66);
  says("Tmpl<Two<int, long>>::stat.second", 6), says("Tmpl<Two<int,long int> >::stat.first", 5);
  says("::ns::Tmpl<int, 3>::count", 3), says("ns::v2::Tmpl<char, -4>::count", -4);
  says("ns::Outer<char>::Inner<long>::deep", 18), says("Outer<int>::Inner<short>::deep", 42);
  says("limit<int>", 101), says("limit<int> + 1", 102), says("limit<int> > 5", true), says("-limit<int>", -101);
  says("limit<double>", "100.0"), says("limit<Both *> == null", true), says("ns::best<short>", 7), says("best<short> - 1", 6);
  says("number<4>", 4), says("number<5> == 5", true);
  says("b.Tmpl<long>::v", 11), says("b.Tmpl<unsigned char>::v", 12), says("(&b)->Tmpl<long int>::v + 1", 12);
  says("b.Tmpl<unsigned char>::made", 2);
  says("n<m", true), says("n<m && m>n", true), says("n<m>0", true), says("n<(m)", true), says("n <m> 0 + 1", false);
  templates(3, 4, b);
  pass("Tmpl<long>::get");
  says("stat", 31), says("made", 1), says("v", 11), says("n", 9), says("Tmpl<int>::stat", 32);
  b.Tmpl<long>::get(9);
}
