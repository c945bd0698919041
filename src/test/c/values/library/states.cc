// Each container in each state: empty, small, large, huge, moved from, never constructed, and with each word of it and of its
// nodes replaced by what bugs leave there. A child process walks through the container as the library does and tells what it found.
#include "texts.hh"
#include <deque>
#include <forward_list>
#include <list>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include <unordered_map>
#include <unordered_set>

using Text = std::string;
using Part = std::string_view;
using Row = std::vector<int>;
using Words = std::vector<std::string>;
using Bools = std::vector<bool>;
using Queue = std::deque<int>;
using List = std::list<int>;
using Forward = std::forward_list<int>;
using Tree = std::set<int>;
using Map = std::map<int, int>;
using Hash = std::unordered_set<int>;
using Table = std::unordered_map<int, int>;
using Span = std::span<int>;

#define TYPES(DO) DO(Text) DO(Part) DO(Row) DO(Words) DO(Bools) DO(Queue) DO(List) DO(Forward) DO(Tree) DO(Map) DO(Hash) DO(Table) DO(Span)
#define LOOK(T) KEPT void look##T(const T &v) { keep(v); }
#define CALL(T) static void look(const T &v) { pass("look" #T); look##T(v); }
TYPES(LOOK)
TYPES(CALL)

static std::string safe(std::string_view v) {
  std::string s;
  for (unsigned char c : v) {
    char hex[8];
    snprintf(hex, sizeof hex, c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "\\r" : c < ' ' || c > '~' ? "\\x%02x" : "%c", c);
    s += hex;
  }
  return s;
}

// Elements, at most as many as a test tells apart.
template <class C> static std::string walked(const C &v) {
  std::string s;
  size_t i = 0;
  for (auto at = v.begin(); at != v.end(); ++at) {
    if (i == 64)
      return s + ", more";
    s += (i++ ? ", " : "");
    if constexpr (std::is_same_v<std::decay_t<decltype(*at)>, std::pair<const int, int>>)
      s += text(at->first) + ": " + text(at->second);
    else if constexpr (std::is_same_v<C, Bools>)
      s += *at ? "true" : "false";
    else if constexpr (std::is_same_v<C, Words>)
      s += '"' + safe(*at) + '"';
    else
      s += text(*at);
  }
  return s;
}
static std::string walked(const Text &v) { return safe(v.substr(0, 300)); }
static std::string walked(const Part &v) { return safe(v.substr(0, 300)); }

static char *shared;
template <class T> static std::string told(const T &v) {
  int child = fork();
  if (child == 0) {
    // Of the processor's time, so that a busy machine ends no walk that would have come to its end.
    struct itimerval soon = {{0, 0}, {0, 100000}};
    setitimer(ITIMER_PROF, &soon, nullptr);
    try {
      std::string s = walked(v);
      memcpy(shared, s.c_str(), s.size() + 1);
    } catch (const std::exception &) {
      _exit(1);
    }
    _exit(0);
  }
  int status;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? shared : "(none)";
}

// What a state is called, and what the program finds in it.
template <class T> static void state(const std::string &name, const T &v) {
  std::string what = told(v);
  look(v);
  printf("state|%s\nwalked|%s\n", name.c_str(), what.c_str());
}

static void add(Text &v, int i) { v += 'a' + i % 26; }
static void add(Row &v, int i) { v.push_back(i); }
static void add(Words &v, int i) { v.push_back(name(i)); }
static void add(Bools &v, int i) { v.push_back(i % 3 == 0); }
static void add(Queue &v, int i) { v.push_back(i); }
static void add(List &v, int i) { v.push_back(i); }
static void add(Forward &v, int i) { v.push_front(i); }
static void add(Tree &v, int i) { v.insert(i); }
static void add(Map &v, int i) { v[i] = 10 * i; }
static void add(Hash &v, int i) { v.insert(i); }
static void add(Table &v, int i) { v[i] = 10 * i; }
static int numbers[40];
static void add(Part &v, int) { v = Part("0123456789012345678901234567890123456789", v.size() + 1); }
static void add(Span &v, int i) {
  numbers[i] = i;
  v = Span(numbers, v.size() + 1);
}

static const uint64_t WORDS[] = {0, 1, 7, ~0ull, 1ull << 40, 0xdead0000, 0xffffffff80000000, 0x8080808080808080};

template <class T> static void change(const std::string &name, uint64_t *word, const T &v) {
  uint64_t was = *word;
  auto with = [&](const std::string &what, uint64_t value) {
    if (value != was) {
      *word = value;
      state(name + what, v);
      *word = was;
    }
  };
  for (uint64_t value : WORDS)
    with(" is " + hex((void *)value), value);
  with(" is off by one", was + 1);
  with(" is off by eight", was - 8);
  with(" is twice that", was * 2);
  with(" is its own address", (uint64_t)word);
  with(" is the object", (uint64_t)&v);
}

template <class T> static void states() {
  alignas(T) static char raw[sizeof(T)];
  for (int fill : {0, 0xff, 0xa5}) {
    memset(raw, fill, sizeof raw);
    state("filled with " + text(fill), *(T *)raw);
  }
  for (int n : {0, 1, 3, 40}) {
    T *v = new T();
    for (int i = 0; i < n; i++)
      add(*v, i);
    state(text(n) + " elements", *v);
    if (n == 3)
      for (size_t i = 0; i < sizeof(T) / 8; i++)
        change("word " + text((long)i), (uint64_t *)v + i, *v);
    if constexpr (requires { typename T::key_type; } || std::is_same_v<T, List> || std::is_same_v<T, Forward>) {
      int k = 0;
      for (auto at = v->begin(); n == 3 && k < 3; k++) {
        uint64_t *node = (uint64_t *)((uint64_t)&*at & ~7ull);
        ++at;
        constexpr int LINKS = std::is_same_v<T, List> ? 2 : std::is_same_v<T, Tree> || std::is_same_v<T, Map> ? 4 : 1;
        for (int i = 1; i <= LINKS; i++)
          change("node " + text(k) + " word " + text(-i), node - i, *v);
      }
    }
    T *moved = new T(std::move(*v));
    state(text(n) + " moved from", *v);
    state(text(n) + " moved to", *moved);
  }
}

int main(int, char **arguments) {
  // What lies where decides what broken words mean: in each run the same.
  if (!(personality(0xffffffff) & ADDR_NO_RANDOMIZE) && personality(ADDR_NO_RANDOMIZE) >= 0)
    execv("/proc/self/exe", arguments);
  shared = (char *)mmap(nullptr, 1 << 16, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
#define STATES(T) states<T>();
  TYPES(STATES)
  state("10000000 elements", Row(10000000, 5));
  state("10000000 elements", Text(10000000, 'x'));
  state("10000000 elements", Bools(10000000, true));
  state("10000000 elements", Queue(10000000, 5));
  state("10000000 elements", Part("x", 10000000));
  _exit((fflush(stdout), 0));
}
