// Strings of the C++ library, empty, short, long, longer than is captured, and not in order.
#include "truth.hh"
#include <string_view>
#if defined(__GLIBCXX__)
#define SMALL 15
#else
#define SMALL 22
#endif

KEPT void owned(const std::string &s) {
  keep(s);
}

KEPT void copied(std::string s, const char *tail) {
  keep(s), keep(tail);
}

KEPT void viewed(std::string_view v) {
  asm volatile("nop" : : "r"(v.data()), "r"(v.size()));
}

KEPT void wide(const std::u16string &u, const std::u32string &w, const std::wstring &l) {
  keep(u), keep(w), keep(l);
}

struct Request {
  int id;
  std::string path;
  const std::string *from;
  std::string_view method;
};

KEPT void served(const Request &r) {
  keep(r);
}

KEPT void broken(const std::string &s) {
  keep(s);
}

// Of the places in a string the first 256 are searched.
static void finds(const char *expression, std::string_view s, std::string_view wanted) {
  size_t at = s.find(wanted);
  if (at == s.npos ? s.size() < 256 + wanted.size() : at < 256)
    says(expression, at != s.npos);
  else
    says(expression, "!longer than what is read of it (--cap)");
}

static void own(const std::string &s) {
  pass("owned");
  says("s", s);
  says("s == \"GET\"", s == "GET");
  says("s != \"GET\"", s != "GET");
  says("starts_with(s, \"GET\")", s.compare(0, 3, "GET") == 0);
  says("s == \"\"", s.empty());
  finds("contains(s, \"\")", s, "");
  finds("contains(s, \"ET\")", s, "ET");
  finds("contains(s, \"dd needle\")", s, "dd needle");
  finds("contains(s, \"c\")", s, "c");
  owned(s);
}

static void see(std::string_view v) {
  pass("viewed");
  says("v", std::string(v));
  says("starts_with(v, \"/a\")", v.substr(0, 2) == "/a");
  finds("contains(v, \"path\")", v, "path");
  viewed(v);
}

static void serve(const Request &r) {
  pass("served");
  says("r.id", r.id);
  says("r.path", r.path);
  says("*r.from", *r.from);
  says("r.method", std::string(r.method));
  served(r);
}

static void breaks(const char *why, uint64_t a, uint64_t b = 0, uint64_t c = 0) {
  Broken<std::string> object(a, b, c);
  pass("broken");
  says("s", why);
  broken(object.object);
}

int main() {
  own("");
  own("GET");
  own("GETS");
  own("GE");
  own(std::string("GET\0x", 5).substr(0, 3));
  own(std::string(SMALL, 'a'));
  own(std::string(SMALL + 1, 'b'));
  own(std::string(256, 'c'));
  own(std::string(257, 'd'));
  own(std::string(100000, 'e'));
  own(std::string(60, 'd') + " needle");
  own(std::string(257, 'd') + " needle");
  own(std::string(258, 'd') + " needle");
  own("Gr\xc3\xbc\xc3\x9f" "e, \xe4\xb8\x96\xe7\x95\x8c");
  pass("copied");
  says("s", "by value, which is by reference");
  says("tail", "tail");
  copied("by value, which is by reference", "tail");
  see("");
  see(std::string_view());
  see("/a/long/path/that/goes/on");
  see(std::string_view("/ab, not the end", 3));
  pass("wide");
  says("u", "z\xc3\xbc\xf0\x9f\x98\x80");
  says("w", "\xf0\x9f\x98\x80!");
  says("l", "wide enough");
  wide(u"z\u00fc\U0001F600", U"\U0001F600!", L"wide enough");
  std::string from = "somewhere that is far away";
  serve({7, "/index.html", &from, "GET"});
  serve({-1, "", &from, std::string_view("POSTED", 4)});
#if defined(__GLIBCXX__)
#if _GLIBCXX_USE_CXX11_ABI
  breaks("!its length, 5, is more than there is room for", (uint64_t)"abcdef", 5, 3);
  breaks("!its length, 18446744073709551615, is more than there is room for", (uint64_t)"abcdef", -1, 3);
  breaks("!null pointer", 0, 5, 30);
  breaks("!page fault at 0xdead0000", 0xdead0000, 5, 30);
#else
  breaks("!null pointer", 40);
  breaks("!page fault at 0xdeacffe8", 0xdead0000);
#endif
#else
  breaks("!its length, 500, is more than there is room for", 0x21, 500, (uint64_t)"abcdef");
  breaks("!page fault at 0xdead0000", 0x21, 5, 0xdead0000);
  breaks("!null pointer", 0x21, 5, 0);
  breaks("!its length, 100, is more than there is room for", 200);
#endif
}
