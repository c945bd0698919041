/* Values of the C++ library, whole and broken, for scripts made by chance. */
#include <array>
#include <atomic>
#include <chrono>
#include <cstring>
#include <deque>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

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
};

alignas(all) static unsigned char room[sizeof(all)];
all *one;
int counter;
/* Bytes that are no such thing. */
alignas(16) static unsigned char bytes[sizeof(all)];

static std::string word() {
  static const char *words[] = {"", "GET", "GET /index.html and more", "POST", "x", "\xc3\xa9t\xc3\xa9", "0123456789abcdef"};
  std::string w = words[next() % 7];
  return next() % 8 ? w : w + std::string(next() % 300, 'z');
}

static item some() {
  item i{(int)next(), word(), std::nullopt, {(short)next(), (long)next()}};
  if (next() & 1) i.maybe = (int)next();
  return i;
}

static void fill(void) {
  memset(arena, 0, sizeof arena);
  memset(room, 0, sizeof room);
  used = 0;
  all &a = *(one = new (room) all());
  a.text = word();
  a.view = next() & 1 ? std::string_view("a view of this").substr(next() % 10) : std::string_view();
  for (unsigned i = next() % 12; i > 0; i--) a.numbers.push_back((int)next());
  for (unsigned i = next() % 4; i > 0; i--) a.items.push_back(some());
  for (unsigned i = next() % 5; i > 0; i--) a.names.push_back(word());
  for (short &s : a.few) s = (short)next();
  for (unsigned i = next() % 20; i > 0; i--) a.queue.push_back((int)next());
  while (a.queue.size() > 12) a.queue.pop_front();
  if (next() & 1) a.maybe = (int)next();
  if (next() & 1) a.named = word();
  a.pair = {(int)next(), word()};
  a.tuple = {(char)next(), (unsigned)next(), 1.5};
  a.owned.reset(next() % 3 ? new item(some()) : nullptr);
  a.shared.reset(next() % 3 ? new item(some()) : nullptr);
  if (next() & 1) a.either = (int)next();
  else if (next() & 1) a.either = word();
  else a.either = 2.25;
  a.atomic = (int)next();
  a.wait = std::chrono::milliseconds((long)next());
  for (unsigned i = 0; i + 8 <= sizeof bytes; i += 8) {
    uint64_t v = next() % 3 ? (uint64_t)(bytes + next() % sizeof bytes) & ~7ul : next() & 1 ? (uint64_t)unmapped : next();
    memcpy(bytes + i, &v, 8);
  }
  counter = (int)next();
}

__attribute__((noinline)) int work(all *a, all *broken, std::string &by_reference, int n, const std::vector<int> &list) {
  int odd = n & 1;
  int stopped = pause_here(a, broken, n); /* HERE */
  return odd + stopped + (int)a->numbers.size() + n + (int)by_reference.size() + (int)list.size();
}

static int call(void) {
  return work(one, reinterpret_cast<all *>(bytes), one->text, (int)next(), one->numbers);
}
