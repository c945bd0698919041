// Classes of C++: bases, virtual bases, static members, lambdas, templates.
#include "truth.hh"
#include <functional>
#include <map>
#include <tuple>

namespace app {
int shared = 41;
enum class Colour : uint8_t { Red = 1, Green = 7, Blue };
struct Base {
  int id;
  static int count;
  static constexpr int most = 77;
  inline static long serial = 5;
  enum Mode { Idle, Busy = 4 };
  Mode mode;
};
int Base::count = 3;
struct Named {
  const char *name;
  int id;
  static int count;
};
int Named::count = 9;
struct Twin : Base, Named {};
struct One : Named {};
struct Two : Named {};
struct Double : One, Two {};
struct Server : Base {
  Colour colour;
  unsigned low : 3, high : 5;
  bool on : 1;
  union {
    int raw;
    struct {
      short first, second;
    };
  };
  int id;
  int &ref;
  const Colour &cref;
  Server(int i, int &r) : Base{i, Busy}, colour(Colour::Green), low(5), high(17), on(true), raw(0x20001), id(i * 2), ref(r), cref(colour) {}
  KEPT void handle(int n, int &&moved, const Base &base);
  KEPT static void tally(int n);
};
KEPT void Server::handle(int n, int &&moved, const Base &base) {
  asm volatile("" : : "r"(this), "r"(n), "r"(&moved), "r"(&base) : "memory");
}
KEPT void Server::tally(int n) { asm volatile("" : : "r"(n) : "memory"); }

// Virtual bases, with and without a virtual table of their own.
struct Plain {
  int plain;
  char tag;
};
struct Root {
  virtual ~Root() {}
  long root;
};
struct Left : virtual Root, virtual Plain {
  int left;
};
struct Right : virtual Root {
  int right;
  int id;
};
struct Bottom : Left, Right {
  int bottom;
  KEPT void sink();
};
struct Deeper : virtual Bottom, Base {
  int deeper;
};
KEPT void Bottom::sink() { asm volatile("" : : "r"(this) : "memory"); }

template <class T, int N, bool B> struct Ring {
  T items[N];
  int at;
  KEPT void push(T v) {
    items[at++ % N] = v;
    asm volatile("" : : "r"(this) : "memory");
  }
};
template <int K> KEPT int scaled(int v) {
  asm volatile("" : : "r"(v) : "memory");
  return v * K;
}
inline namespace v2 {
int versioned = 12;
KEPT void inlined(int n) { asm volatile("" : : "r"(n) : "memory"); }
}
}
namespace lib {
int shared = 1000;
KEPT void reads(int n) { asm volatile("" : : "r"(n), "m"(shared) : "memory"); }
}
namespace app {
KEPT void reads(int n) { asm volatile("" : : "r"(n), "m"(shared) : "memory"); }
}
using namespace app;
using Alias = Server;

KEPT void left(Left *l, Bottom &b, Deeper *d, Root *r) { asm volatile("" : : "r"(l), "r"(&b), "r"(d), "r"(r) : "memory"); }
KEPT void pointers(int Base::*member, Alias *s, Alias *&p) { asm volatile("" : : "r"(member), "r"(s), "r"(&p) : "memory"); }

KEPT void broken(Left *none, Left *zeros, Left *text, Left *numbers, Left *freed) {
  asm volatile("" : : "r"(none), "r"(zeros), "r"(text), "r"(numbers), "r"(freed) : "memory");
}
Twin twins[1];
Double doubles[1];
KEPT void whole(Bottom &b, Server &s) { asm volatile("" : : "r"(&b), "r"(&s) : "memory"); }

int main() {
  int number = 99;
  app::Base::serial++;
  Server server(21, number);
  pass("app::Server::handle");
  says("n", 5), says("id", 42), says("this->id", 42), says("Base::id", 21), says("this->Base::id", 21);
  says("mode", "Busy"), says("mode == Busy", true), says("mode == Base::Busy", true), says("mode == app::Base::Busy", true);
  says("colour", "Green"), says("colour == Green", true), says("colour == Colour::Green", true), says("this->colour == app::Colour::Red", false);
  says("low", 5), says("high", 17), says("on", true), says("raw", 0x20001), says("first", 1), says("second", 2);
  says("ref", 99), says("cref", "Green"), says("moved", 123), says("base.id", 21), says("base.count", 3);
  says("count", 3), says("this->count", 3), says("Server::count", 3), says("Base::count", 3), says("app::Base::count", 3), says("Named::count", 9);
  says("most", 77), says("Base::most", 77), says("serial", app::Base::serial), says("app::shared", 41), says("shared", 41), says("lib::shared", 1000);
  says("sizeof(Server)", (long)sizeof(Server)), says("most + n", 82);
  server.handle(5, 123, server);
  pass("app::Server::tally");
  says("count", 3), says("serial", app::Base::serial), says("most", 77), says("n", 6);
  server.tally(6);
  pass("lib::reads");
  says("shared", 1000), says("n", 7);
  lib::reads(7);
  pass("app::reads");
  says("shared", 41), says("n", 8), says("versioned", 12), says("app::versioned", 12), says("v2::versioned", 12);
  app::reads(8);

  Bottom bottom;
  bottom.root = 1001, bottom.plain = 55, bottom.tag = 'x', bottom.left = 1, bottom.right = 2, bottom.bottom = 3, bottom.Right::id = 8;
  Deeper deeper;
  deeper.root = 2002, deeper.plain = 66, deeper.tag = 'y', deeper.left = 11, deeper.right = 12, deeper.bottom = 13, deeper.deeper = 14, deeper.Base::id = 15;
  Left alone;
  alone.root = 3003, alone.plain = 77, alone.tag = 'z', alone.left = 21;
  Left *objects[] = {&alone, &bottom, &deeper};
  for (Left *l : objects) {
    pass("left");
    says("l->root", l->root), says("l->plain", l->plain), says("l->left", l->left), says("l->tag", l->tag);
    says("b.root", 1001L), says("b.plain", 55), says("b.right", 2), says("b.bottom", 3), says("b.id", 8);
    says("d->root", 2002L), says("d->plain", 66), says("d->left", 11), says("d->bottom", 13), says("d->deeper", 14);
    says("r->root", 2002L), says("l->Root::root", l->root), says("d->Base::id", 15);
    says("((Left *)&b)->left", 1), says("((Right *)&b)->right", 2), says("((Bottom *)(Right *)&b)->bottom", 3);
    says("((Root *)&b)->root", 1001L), says("((app::Bottom *)d)->bottom", 13), says("cast(cast(d, \"Base *\"), \"Deeper *\")->deeper", 14);
    says("((Base *)d)->id", 15), says("(Root *)(Bottom *)0 == null", true), says("(Right *)(Bottom *)0 == null", true);
    left(l, bottom, &deeper, &deeper);
  }
  pass("app::Bottom::sink");
  says("root", 1001L), says("plain", 55), says("bottom", 3), says("this->left", 1), says("root + plain", 1056L);
  bottom.sink();

  Ring<short, 4, true> ring{{1, 2, 3, 4}, 1};
  pass("app::Ring<short, 4, true>::push");
  says("N", 4), says("B", true), says("v", 9), says("items", "[1, 2, 3, 4]"), says("at % N", 1), says("sizeof(T)", 2L);
  ring.push(9);
  pass("scaled<13>");
  says("K", 13), says("v", 3);
  scaled<13>(3);
  Server *p = &server;
  pass("pointers");
  says("s->id", 42), says("p->id", 42), says("(*p).Base::id", 21);
  pointers(&Base::id, &server, p);
  static uint64_t zeros[32];
  static uint64_t numbers[] = {32, 24, 16, 24, 0, 0, 24, 24};
  Broken<Left> none(0), zero((uint64_t)(zeros + 16)), text((uint64_t) "not a table, but a text of some length" + 16);
  Broken<Left> some((uint64_t)(numbers + 5));
  Left *freed = new Left();
  delete freed;
  whole(bottom, server);
  pass("broken");
  for (auto e : {"none", "zeros", "text", "numbers"}) {
    says((std::string(e) + "->root").c_str(), "!there is no such object: its virtual table is not in order");
    says((std::string(e) + "->plain").c_str(), "!there is no such object: its virtual table is not in order");
  }
  broken(&none.object, &zero.object, &text.object, &some.object, freed);
}
