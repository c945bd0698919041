// Containers of the C++ library as locals, parameters and members, while they grow and shrink. Deterministic.
#include <array>
#include <atomic>
#include <bitset>
#include <chrono>
#include <cstdio>
#include <deque>
#include <forward_list>
#include <initializer_list>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <span>
#include <stack>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

#if defined(__clang__)
#define NOINLINE __attribute__((noinline))
#else
#define NOINLINE __attribute__((noinline, noclone))
#endif

volatile long sink;

struct Point {
  int x;
  short y;
  bool operator<(const Point &o) const { return x < o.x; }
};
struct Named : Point {
  std::string name;
};
struct Holder {
  int id;
  std::string title;
  std::vector<int> numbers;
  std::map<int, long> places;
  std::unique_ptr<Point> at;
};
template <class T> static void keep(const T &value) { asm volatile("" : : "r"(&value) : "memory"); }

static std::string name(int i) {
  return i % 2 ? "s" + std::to_string(i) : "a string that is too long to be short, number " + std::to_string(i);
}

NOINLINE long strings(int n) {
  std::string empty;
  std::string some = "text";
  std::u16string wide = u"w\u00efde";
  for (int i = 0; i < n; i++)
    some += name(i);
  std::string_view part = std::string_view(some).substr(1, 5);
  wide += u'!';
  std::string moved = std::move(some);
  keep(part);
  sink = (long)(moved.size() + wide.size());
  some = "again";
  keep(some);
  return (long)(empty.size() + part.size());
}

NOINLINE long vectors(int n) {
  std::vector<int> numbers;
  std::vector<Point> points;
  std::vector<std::string> texts;
  for (int i = 0; i < n; i++) {
    numbers.push_back(i * i - 3);
    points.push_back({i, (short)-i});
    texts.push_back(name(i));
  }
  sink = (long)numbers.capacity();
  numbers.resize(numbers.size() / 2);
  return (long)(numbers.size() + texts.size());
}

NOINLINE long nested(int n) {
  std::vector<std::vector<int>> rows;
  std::vector<Named> named;
  for (int i = 0; i < n; i++) {
    rows.push_back(std::vector<int>(i, i + 1));
    named.push_back({{i, 1}, name(i)});
    sink = (long)rows.size();
  }
  return (long)(rows.size() + named.size());
}

NOINLINE long bits(int n) {
  std::vector<bool> flags;
  std::bitset<70> set;
  for (int i = 0; i < n * 9; i++)
    flags.push_back(i % 3 == 1);
  set[n] = set[69] = true;
  sink = (long)set.count();
  std::array<short, 4> four = {1, (short)n, -3};
  std::array<Point, 2> two = {{{n, 2}}};
  keep(two);
  return (long)flags.size() + four[1];
}

NOINLINE long queues(int n) {
  std::deque<int> queue;
  for (int i = 0; i < n; i++) {
    queue.push_back(i);
    queue.push_front(-i);
    sink = queue.front();
  }
  if (!queue.empty())
    queue.pop_back();
  keep(queue);
  return (long)queue.size();
}

NOINLINE long lists(int n) {
  std::list<int> numbers;
  std::forward_list<long> forward;
  for (int i = 0; i < n; i++) {
    numbers.push_back(i * 3);
    forward.push_front(i * 5);
    sink = numbers.back();
  }
  numbers.remove(6);
  numbers.sort([](int a, int b) { return a % 4 < b % 4; });
  keep(numbers);
  return (long)numbers.size();
}

NOINLINE long texts(int n) {
  std::list<std::string> words;
  for (int i = 0; i < n; i++)
    words.push_back(name(i));
  sink = (long)words.size();
  words.reverse();
  keep(words);
  return (long)words.size();
}

NOINLINE long maps(int n) {
  std::map<int, long> counts;
  std::set<Point> points;
  for (int i = 0; i < n; i++) {
    counts[i * 7 % 31] += i;
    points.insert({i * 5 % 17, (short)i});
    sink = (long)counts.size();
  }
  counts.erase(7);
  keep(counts);
  return (long)(counts.size() + points.size());
}

NOINLINE long named(int n) {
  std::map<std::string, std::string> words;
  std::multiset<short> many;
  for (int i = 0; i < n; i++) {
    words[name(i)] = name(i + 1);
    many.insert((short)(i / 2));
  }
  sink = (long)words.size();
  return (long)(words.size() + many.size());
}

NOINLINE long hashed(int n) {
  std::unordered_map<int, long> counts;
  std::unordered_set<std::string> words;
  for (int i = 0; i < n; i++) {
    counts[i * 7919] = -i;
    words.insert(name(i));
    sink = (long)counts.bucket_count();
  }
  counts.erase(7919);
  keep(counts);
  return (long)(counts.size() + words.size());
}

NOINLINE long choices(int n) {
  std::optional<int> maybe;
  std::optional<Point> point;
  std::variant<int, double, std::string> either = n;
  std::tuple<int, char, double> three = {n, 'c', n / 2.0};
  std::pair<int, std::string> pair = {n, name(n)};
  if (n % 2)
    maybe = n, point = Point{n, 1};
  keep(either);
  either = name(n);
  keep(either);
  either = n * 0.5;
  sink = std::get<0>(three) + pair.first;
  keep(either);
  return maybe.value_or(3) + (point ? point->x : 0);
}

NOINLINE long pointers(int n) {
  std::unique_ptr<Point> owned;
  std::shared_ptr<Point> shared = std::make_shared<Point>(Point{n, 2});
  std::weak_ptr<Point> weak = shared;
  std::shared_ptr<Point> second = n % 2 ? shared : nullptr;
  owned = std::make_unique<Point>(Point{n, 3});
  sink = shared.use_count();
  std::unique_ptr<Point> taken = std::move(owned);
  keep(weak);
  return taken->x + (second ? second->y : 0);
}

NOINLINE long others(int n, std::initializer_list<int> list) {
  std::stack<int> stack;
  std::queue<int, std::list<int>> queue;
  std::atomic<int> atomic = n;
  std::chrono::milliseconds wait(n * 100);
  for (int i : list)
    stack.push(i), queue.push(-i);
  atomic += 3;
  int row[] = {n, 2, 3};
  std::span<int> span(row, 2);
  keep(span);
  sink = wait.count() + atomic;
  return (long)(stack.size() + queue.size());
}

// By value, by reference, as members; the parts of a class that owns them.
NOINLINE long passed(std::vector<int> byValue, const std::string &text, std::map<int, long> &places, Holder holder, const Holder *behind) {
  byValue.push_back(77);
  places[1000] = (long)text.size();
  holder.numbers.push_back(5);
  holder.title += "!";
  sink = behind->id;
  keep(holder);
  return (long)(byValue.size() + holder.numbers.size());
}

NOINLINE std::vector<int> made(int n) {
  std::vector<int> result(n, n);
  result.push_back(-1);
  keep(result);
  return result;
}

NOINLINE long captured(int n) {
  std::vector<int> numbers = made(n);
  std::string text = name(n);
  auto all = [numbers, &text](int more) {
    long sum = more + (long)text.size();
    for (int number : numbers)
      sum += number;
    sink = sum;
    return sum;
  };
  auto [first, second] = std::pair<int, std::string>(n, text);
  keep(second);
  return all(2) + first;
}

int main() {
  long sum = 0;
  for (int n : {0, 1, 3, 20}) {
    sum += strings(n) + vectors(n) + nested(n / 2) + bits(n) + queues(n) + lists(n) + texts(n / 2) + maps(n) + named(n / 2) + hashed(n);
    sum += choices(n) + pointers(n) + others(n, {n, 4, 5});
    std::map<int, long> places = {{1, 2}};
    Holder holder = {n, name(n), std::vector<int>(n, 4), places, std::make_unique<Point>()};
    sum += passed(std::vector<int>(n, 3), name(n), places, {n, name(n + 1), made(n), places, nullptr}, &holder);
    sum += captured(n);
  }
  printf("%ld\n", sum);
}
