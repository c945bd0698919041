/* Values of the C++ library, whole and broken, for scripts made by chance. */
#include <array>
#include <atomic>
#include <bitset>
#include <chrono>
#include <cstring>
#include <deque>
#include <forward_list>
#include <list>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#define SAYS
#include "driver.h"

/* Memory by the same calls is at the same place at each hit of a seed. */
alignas(16) static unsigned char arena[1 << 17];
static size_t used;
void *operator new(size_t size) {
  void *at = arena + used;
  used += (size + 15) & ~15ul;
  return used <= sizeof arena ? at : nullptr;
}
void operator delete(void *) noexcept {}
void operator delete(void *, size_t) noexcept {}

struct item {
  int id;
  std::string name;
  std::optional<int> maybe;
  std::pair<short, long> both;
};

struct root {
  virtual ~root() {}
  int id;
};
struct left : virtual root {
  short on_left;
};
struct right : virtual root {
  long on_right;
};
struct both : left, right {
  std::string name;
};

struct guarded {
  std::atomic<short> inside;
  std::unique_ptr<int> to;
  guarded(short i, int *t) : inside(i), to(t) {}
  guarded(const guarded &o) : inside(o.inside.load()), to(o.to ? new int(*o.to) : nullptr) {}
};

struct all {
  std::string text;
  std::string_view view;
  std::vector<int> numbers;
  std::vector<item> items;
  std::vector<std::string> names;
  std::array<short, 4> few;
  std::deque<int> queue;
  std::optional<int> maybe;
  std::optional<std::string> named;
  std::pair<int, std::string> pair;
  std::tuple<char, unsigned, double> tuple;
  std::unique_ptr<item> owned;
  std::shared_ptr<item> shared;
  std::variant<int, std::string, double> either;
  std::atomic<int> atomic;
  std::chrono::milliseconds wait;
  std::list<int> list;
  std::list<std::string> words;
  std::forward_list<long> forward;
  std::map<int, long> map;
  std::map<short, std::string> named_by;
  std::set<unsigned> set;
  std::multiset<short> several;
  std::unordered_map<int, std::string> table;
  std::unordered_set<long> hashed;
  std::deque<std::string> lines;
  std::vector<std::list<int>> lists;
  std::list<std::vector<int>> vectors;
  std::optional<std::set<int>> perhaps;
  std::variant<std::string, std::vector<int>> other;
  both *diamond;
  right *side;
  std::vector<bool> flags;
  std::bitset<12> bits;
  std::vector<guarded> held;
  int item::*member;
  std::u16string wide;
  std::u32string wider;
  std::wstring widest;
};

alignas(all) static unsigned char room[sizeof(all)], other_room[sizeof(all)];
all *one;
int counter;
/* Bytes that are no such thing. */
alignas(16) static unsigned char bytes[sizeof(all)];
/* Those, or one in which some words were changed. */
static all *broken;

static std::string word() {
  static const char *words[] = {"", "GET", "GET /index.html and more", "POST", "x", "\xc3\xa9t\xc3\xa9", "0123456789abcdef", "a \"b\"\n"};
  std::string w = words[next() % 8];
  return next() % 8 ? w : w + std::string(next() % 300, 'z');
}

static item some() {
  /* Of what is between its members nothing is by chance. */
  alignas(item) static unsigned char space[sizeof(item)];
  memset(space, 0, sizeof space);
  item &i = *new (space) item{(int)next(), word(), std::nullopt, {(short)next(), (long)next()}};
  if (next() & 1) i.maybe.emplace((int)next());
  return std::move(i);
}

static void build(all &a) {
  a.text = word();
  a.view = next() & 1 ? std::string_view("a view of this").substr(next() % 10) : std::string_view();
  for (unsigned i = next() % 12; i > 0; i--) a.numbers.push_back((int)next());
  for (unsigned i = next() % 4; i > 0; i--) a.items.push_back(some());
  for (unsigned i = next() % 5; i > 0; i--) a.names.push_back(word());
  for (short &s : a.few) s = (short)next();
  for (unsigned i = next() % 20; i > 0; i--) a.queue.push_back((int)next());
  while (a.queue.size() > 12) a.queue.pop_front();
  if (next() & 1) a.maybe.emplace((int)next());
  if (next() & 1) a.named = word();
  a.pair = {(int)next(), word()};
  a.tuple = {(char)next(), (unsigned)next(), 1.5};
  a.owned.reset(next() % 3 ? new item(some()) : nullptr);
  a.shared.reset(next() % 3 ? new item(some()) : nullptr);
  if (next() & 1) a.either = (int)next();
  else if (next() & 1) a.either = word();
  else a.either = 2.25;
  a.diamond = new both();
  a.side = next() & 1 ? a.diamond : new right();
  a.diamond->id = (int)next();
  a.diamond->on_left = (short)next();
  a.side->id = (int)next();
  a.side->on_right = (long)next();
  a.diamond->name = word();
  for (unsigned i = next() % 40; i > 0; i--) a.flags.push_back(next() & 1);
  a.bits = std::bitset<12>(next());
  for (unsigned i = next() % 4; i > 0; i--) a.held.push_back(guarded((short)next(), next() & 1 ? new int((int)next()) : nullptr));
  a.member = next() & 1 ? &item::id : nullptr;
  static const char32_t *const wider_words[] = {U"", U"GET", U"\u00e9t\u00e9", U"\U0001f600", U"0123456789abcdefghij"};
  static const char16_t *const wide_words[] = {u"", u"GET", u"\u00e9t\u00e9", u"0\U0001f600", u"0123456789abcde\U0001f600f"};
  a.wide = wide_words[next() % 5];
  a.wider = wider_words[next() % 5];
  a.widest = next() & 1 ? L"wide" : L"0123456789";
  a.atomic = (int)next();
  a.wait = std::chrono::milliseconds((long)next());
  for (unsigned i = next() % 20; i > 0; i--) a.list.push_back((int)next());
  for (unsigned i = next() % 11; i > 0; i--) a.words.push_back(word());
  for (unsigned i = next() % 19; i > 0; i--) a.forward.push_front((long)next());
  for (unsigned i = next() % 20; i > 0; i--) a.map[(int)next()] = (long)next();
  for (unsigned i = next() % 11; i > 0; i--) a.named_by[(short)next()] = word();
  for (unsigned i = next() % 30; i > 0; i--) a.set.insert((unsigned)next());
  for (unsigned i = next() % 5; i > 0; i--) a.several.insert((short)(next() & 3));
  for (unsigned i = next() % 12; i > 0; i--) a.table[(int)next()] = word();
  for (unsigned i = next() % 20; i > 0; i--) a.hashed.insert((long)next());
  while (a.map.size() > 17) a.map.erase(a.map.begin());
  for (unsigned i = next() % 30; i > 0; i--) a.lines.push_back(word());
  while (a.lines.size() > 10) a.lines.pop_front();
  for (unsigned i = next() % 5; i > 0; i--) a.lists.push_back(std::list<int>(next() % 6, (int)next()));
  for (unsigned i = next() % 5; i > 0; i--) a.vectors.push_back(std::vector<int>(next() % 9, (int)next()));
  if (next() & 1) a.perhaps.emplace(std::set<int>{(int)next(), (int)next(), (int)next()});
  if (next() & 1) a.other = std::vector<int>(next() % 9, (int)next());
  else a.other = word();
}

/* Mostly a place where there is something. */
static uint64_t astray(unsigned char *from, size_t size) {
  switch (next() % 6) {
  case 0: return 0;
  case 1: return (uint64_t)unmapped;
  case 2: return next();
  default: return (uint64_t)(from + next() % size) & ~(next() % 5 ? 7ul : 3ul);
  }
}

static void fill(void) {
  memset(arena, 0, sizeof arena);
  memset(room, 0, sizeof room);
  memset(other_room, 0, sizeof other_room);
  used = 0;
  build(*(one = new (room) all()));
  for (unsigned i = 0; i + 8 <= sizeof bytes; i += 8) {
    uint64_t v = next() % 3 ? (uint64_t)(bytes + next() % sizeof bytes) & ~7ul : next() & 1 ? (uint64_t)unmapped : next();
    memcpy(bytes + i, &v, 8);
  }
  size_t start = used;
  build(*(broken = new (other_room) all()));
  for (unsigned i = next() % 160; i > 0; i--) {
    unsigned char *word = next() & 1 ? other_room + next() % sizeof other_room : arena + start + next() % (used - start);
    word -= (uint64_t)word & 7;
    uint64_t v;
    memcpy(&v, word, 8);
    v = next() % 3 ? v + next() % 3 - 1 : astray(arena + start, used - start);
    memcpy(word, &v, 8);
  }
  if (next() % 4 == 0) broken = reinterpret_cast<all *>(bytes);
  counter = (int)next();
}

__attribute__((noinline)) int work(all *a, all *broken, std::string &by_reference, int n, const std::vector<int> &list) {
  int odd = n & 1;
  int stopped = pause_here(a, broken, n); /* HERE */
  return odd + stopped + (int)a->numbers.size() + n + (int)by_reference.size() + (int)list.size();
}

static int call(void) {
  return work(one, broken, one->text, (int)next(), one->numbers);
}

/* Nothing of what was looked at moves or changes to say something: the text is far from all of it, also from what
   broken values lead to. */
static const size_t MOST_SAID = 1 << 16;
static char *const said = (char *)mmap((void *)0x120000000000, MOST_SAID, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
static size_t end;

/* The most bytes of a string. */
static const size_t CAP = 32;

static void put(const char *text) {
  while (*text && end < MOST_SAID - 1) said[end++] = *text++;
}

static void show(long v) {
  char number[32];
  snprintf(number, sizeof number, "%ld", v);
  put(number);
}
static void show(unsigned long v) {
  char number[32];
  snprintf(number, sizeof number, "%lu", v);
  put(number);
}
static void show(int v) { show((long)v); }
static void show(short v) { show((long)v); }
static void show(unsigned v) { show((unsigned long)v); }
static void show(double v) { put(v == 1.5 ? "1.5" : v == 2.25 ? "2.25" : "?"); }

/* A character that was cut is left out. */
static void text(std::string_view v, const char *quote) {
  size_t most = v.size() > CAP ? CAP : v.size();
  if (most < v.size() && (unsigned char)v[most - 1] >= 0xc0) most--;
  put(quote);
  for (size_t i = 0; i < most; i++) {
    char one[] = {v[i], 0};
    put(v[i] == '\n' ? "\\n" : *quote && v[i] == '"' ? "\\\"" : one);
  }
  put(quote);
  if (v.size() > CAP) put("\xe2\x80\xa6");
}
static void show(const std::string &v) { text(v, "\""); }

/* Elements of which more has to be read than their own bytes. */
template <class T> static constexpr bool is_followed = !std::is_arithmetic<T>::value && !std::is_enum<T>::value;
template <class K, class V> static constexpr bool is_followed<std::pair<K, V>> = is_followed<K> || is_followed<V>;

template <class C> static void shown(const C &v, size_t most, const char *open, const char *close, bool told, int depth);
template <class T> static void show(const T &v, int) { show(v); }
static void show(const std::vector<bool> &v, int) {
  put("[");
  for (size_t i = 0; i < v.size(); i++) put(i ? ", " : ""), put(v[i] ? "true" : "false");
  put("]");
}
template <class T> static void show(const std::vector<T> &v, int depth) {
  shown(v, is_followed<T> ? depth ? 4 : 12 : CAP / sizeof(T), "[", "]", true, depth);
}
template <class C> static size_t walked(const C &, int depth) {
  return depth ? 4 : is_followed<typename C::value_type> ? 8 : 16;
}
template <class T> static void show(const std::deque<T> &v, int depth) { shown(v, walked(v, depth), "[", "]", true, depth); }
template <class T> static void show(const std::list<T> &v, int depth) { shown(v, walked(v, depth), "[", "]", true, depth); }
template <class T> static void show(const std::forward_list<T> &v, int depth) {
  shown(v, walked(v, depth), "[", "]", false, depth);
}
template <class C> static void braces(const C &v, int depth) { shown(v, walked(v, depth), "{", "}", true, depth); }
template <class K, class V> static void show(const std::map<K, V> &v, int depth) { braces(v, depth); }
template <class T> static void show(const std::set<T> &v, int depth) { braces(v, depth); }
template <class T> static void show(const std::multiset<T> &v, int depth) { braces(v, depth); }
template <class K, class V> static void show(const std::unordered_map<K, V> &v, int depth) { braces(v, depth); }
template <class T> static void show(const std::unordered_set<T> &v, int depth) { braces(v, depth); }
template <class T> static void show(const std::optional<T> &v, int depth) {
  if (v) show(*v, depth);
  else put("nullopt");
}
template <class... T> static void show(const std::variant<T...> &v, int depth) {
  show((long)v.index());
  put("(");
  std::visit([&](const auto &x) { show(x, depth); }, v);
  put(")");
}
template <class T, size_t N> static void show(const std::array<T, N> &v, int depth) { shown(v, N, "[", "]", true, depth); }

template <class K, class V> static void element(const std::pair<K, V> &v, int depth) {
  show(v.first, depth);
  put(": ");
  show(v.second, depth);
}
template <class T> static void element(const T &v, int depth) { show(v, depth); }

template <class C> static void shown(const C &v, size_t most, const char *open, const char *close, bool told, int depth) {
  size_t i = 0, n = 0;
  for (auto &e : v) n++, (void)e;
  put(open);
  for (auto &e : v) {
    if (i == most) {
      put(i ? ", \xe2\x80\xa6" : "\xe2\x80\xa6");
      if (told) put(" "), show(n - i), put(" more");
      break;
    }
    if (i++) put(", ");
    element(e, depth + 1);
  }
  put(close);
}

template <class T> static void says(const char *what, const T &v) {
  put("=");
  put(what);
  put("|");
  show(v, 0);
  put("\n");
}
template <> void says(const char *what, const std::string_view &v) {
  put("=");
  put(what);
  put("|");
  text(v, "");
  put("\n");
}
template <> void says(const char *what, const std::string &v) { says(what, std::string_view(v)); }
#define SAY(e) says("a->" #e, a->e)

static void say(void) {
  all *a = one;
  end = 0;
  SAY(text), SAY(view), SAY(numbers), SAY(names), SAY(few), SAY(queue), SAY(maybe), SAY(named), SAY(either);
  SAY(pair.first), SAY(pair.second), SAY(list), SAY(words), SAY(forward), SAY(map), SAY(named_by), SAY(set), SAY(several);
  SAY(table), SAY(hashed), SAY(lines), SAY(lists), SAY(vectors), SAY(perhaps), SAY(other), SAY(flags);
  SAY(numbers.size()), SAY(list.size()), SAY(map.size()), SAY(table.size()), SAY(queue.size()), SAY(text.size());
  SAY(diamond->id), SAY(diamond->on_left), SAY(diamond->on_right), SAY(diamond->name), SAY(side->id), SAY(side->on_right);
  if (a->numbers.size() > 3) SAY(numbers[3]);
  if (a->names.size() > 2) SAY(names[2]);
  if (a->queue.size() > 5) SAY(queue[5]);
  if (a->owned) says("a->owned->name", a->owned->name), says("a->owned->id", a->owned->id);
  fwrite(said, 1, end, stdout);
}
