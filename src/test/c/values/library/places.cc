// Functions of C++ by all the names that they have: operators, conversions, lambdas, typedefs of
// classes and of parameters, ABI tags.
#include "truth.hh"
#include <map>

using uint = unsigned;
typedef long Longish;
template <class T> struct Ring {
  T at;
  KEPT void push(T v) { keep(v); }
  KEPT operator bool() const {
    keep(*this);
    return at;
  }
  KEPT T operator()(T v) const {
    keep(*this);
    return at + v;
  }
};
namespace outer {
inline namespace v1 {
struct Op {
  int v;
  KEPT bool operator<(const Op &o) const {
    keep(o);
    return v < o.v;
  }
  KEPT Op &operator++() {
    keep(*this);
    return *this;
  }
  KEPT int operator[](int i) && {
    keep(i);
    return i;
  }
  KEPT ~Op() { keep(*this); }
};
}
using Words = Ring<short>;
}
KEPT outer::Op operator<<(const outer::Op &a, int n) {
  keep(n);
  return {a.v << n};
}
KEPT void over(int a) { keep(a); }
KEPT void over(uint b) { keep(b); }
KEPT void over(Longish c) { keep(c); }
KEPT void over(const std::string &d) { keep(d); }
KEPT void over(const outer::Op *e) { keep(e); }
KEPT std::string tagged(int a) {
  keep(a);
  return "s";
}
KEPT void seen(const int &a) { keep(a); }
namespace far {
namespace away {
template <class T, class A = std::allocator<T>> struct Kept {
  T t;
  KEPT void push(T v) { keep(v); }
  template <class U> KEPT void both(U u) { keep(u); }
};
KEPT void inner(size_t n) { keep(n); }
KEPT void second(size_t n) { keep(n); }
KEPT void third(size_t n) { keep(n); }
KEPT void used(size_t n) { keep(n); }
}
}
namespace fa = far::away;
namespace outer {
namespace alias = far;
}
using far::away::used;
struct Server {
  int id = 42;
  KEPT int go(int n) {
    auto outer = [this, n](int a) {
      auto inner = [this, a, n](int b) {
        seen(b);
        return id + a + b + n;
      };
      seen(a);
      return inner(a + 1);
    };
    return outer(n + 5);
  }
};
struct Virtual {
  int v = 13;
  virtual ~Virtual();
};
Virtual::~Virtual() { keep(*this); }
extern "C" KEPT void plain(int a) { keep(a); }
#if defined(__clang__)
#define MAIN1 "main::$_0"
#define MAIN2 "main::$_1::operator()(int) const"
#else
#define MAIN1 "main::{lambda(int)#1}"
#define MAIN2 "main::{lambda(int)#2}::operator()(int) const"
#endif

int main() {
  outer::Op op{7};
  outer::Words words{3};
  Ring<Longish> longs{4};
  keep(words);
  pass("outer::Op::operator<"), says("v", 7), says("o.v", 7), (void)(op < op);
  pass("outer::v1::Op::operator++"), says("v", 7), (void)++op;
  pass("Op::operator[](int) &&"), says("i", 5), (void)static_cast<outer::Op &&>(op)[5];
  pass("operator<<(outer::Op const&, int)"), says("n", 2), says("a.v", 7);
  {
    outer::Op shifted = op << 2;
    pass("outer::Op::~Op"), says("v", 28);
  }
  pass("outer::Words::push"), says("v", 9), words.push(9);
  pass("Ring<long>::operator bool"), says("at", 4L), (void)(bool)longs;
  pass("Ring<long int>::operator()(long) const"), says("v", 6L), (void)longs(6);
  pass("over(int)"), says("a", 1), over(1);
  pass("over(unsigned)"), says("b", 2), over(2u);
  pass("over(long)"), says("c", 3L), over(3l);
  pass("over(std::string const&)"), says("d", "four"), over("four");
  pass("over(outer::Op const*)"), says("e->v", 7), over(&op);
  pass("tagged[abi:cxx11]"), says("a", 8), tagged(8);
  pass("plain"), says("a", 9), plain(9);
  pass("Server::go(int)::{lambda(int)#1}"), says("a", 6), says("n", 1), says("id", 42);
  pass("Server::go(int)::{lambda(int)#1}::operator()(int) const::{lambda(int)#1}"), says("b", 7), says("a", 6), says("id", 42);
  Server().go(1);
  fa::Kept<int> kept;
  fa::Kept<long> more;
  pass("fa::inner"), says("n", 1), fa::inner(1);
  pass("outer::alias::away::second(size_t)"), says("n", 2), fa::second(2);
  pass("alias::away::third"), says("n", 3), fa::third(3);
  pass("used(unsigned long)"), says("n", 4), used(4);
  pass("fa::Kept<int>::push"), says("v", 5), kept.push(5);
  pass("Kept::push(long)"), says("v", 6), more.push(6);
  pass("Kept<long>::both"), says("u", 7), more.both('\7');
  auto first = [](int z) {
    seen(z);
    return z;
  };
  auto second = [](int y) {
    seen(y);
    return y;
  };
  pass(MAIN1), says("z", 11), first(11);
  pass(MAIN2), says("y", 12), second(12);
  Virtual *deleted = new Virtual;
  // The copy that frees the object, and the one that it calls.
  pass("Virtual::~Virtual"), says("v", 13);
  pass("Virtual::~Virtual"), says("v", 13);
  delete deleted;
  asm volatile("" : "+m"(op)); // its destructor is a pass, too
  pass("outer::Op::~Op"), says("v", 7);
}
