// What C++ has and C has not, with the truth printed by the program itself.
#include <cstddef>
#include <cstdint>
#include <cstdio>

// A line `#place`, then `expression|value` for what can be read there.
static void pass(const char *place) { std::printf("#%s\n", place); }
static void number(const char *what, long long value) { std::printf("%s|%lld\n", what, value); }
static void text(const char *what, const char *value) { std::printf("%s|%s\n", what, value); }
#define N(e) number(#e, static_cast<long long>(e))
#define B(e) text(#e, (e) ? "true" : "false")
#define T(e, value) text(#e, value)

namespace rail {

enum class Signal : std::uint8_t { Stop, Slow = 4, Go = 9 };
enum Gauge { Narrow = -1, Standard, Broad };

inline namespace v2 {
struct Track {
  std::int16_t number;
  Gauge gauge;
  struct Slope {
    char sign;
    unsigned permille : 7;
    bool curved : 1;
  } slope;
};
}  // namespace v2

struct Named {
  long id;
  virtual ~Named() {}
};

struct Timed {
  unsigned short minutes;
};

class Train : public Named, protected Timed {
 public:
  Train(long id, unsigned short minutes) : length(120), signal(Signal::Slow) {
    this->id = id;
    this->minutes = minutes;
    running++;
  }
  ~Train() override { running--; }

  int advance(int by);
  int advance(double factor);
  bool operator<(const Train &other) const;
  static int running;
  static constexpr int longest = 740;

  int length;
  Signal signal;
  int Train::*what = &Train::length;
  int (Train::*how)(int) = &Train::advance;
  Track track{7, Broad, {'-', 25, true}};
};

int Train::running = 0;
thread_local long announcements = 3;

int Train::advance(int by) {
  pass("advance");
  N(by); N(this->id); N(this->length); N(length); N(id); N(minutes); N(track.number);
  N(track.slope.permille); B(track.slope.curved); N(track.slope.sign);
  T(signal, "Slow"); T(this->track.gauge, "Broad");
  return length += by;
}

int Train::advance(double factor) { return length = static_cast<int>(length * factor); }

bool Train::operator<(const Train &other) const {
  pass("less");
  N(other.length); N(other.id); N(length); N(other.minutes);
  return length < other.length;
}

struct Depot : virtual Timed {
  int places = 12;
};

struct Yard : Depot {
  char letter = 'y';
};

static int visit(const Yard &yard) { return yard.places + yard.letter; }

}  // namespace rail

namespace line = rail;

namespace {
struct Ticket {
  int price;
};
int sold = 40;

int sell(Ticket &&ticket) {
  pass("sell");
  N(ticket.price); N(sold);
  return sold += ticket.price;
}
}  // namespace

template <typename T, int Zone>
struct Fare {
  T amount;
  T total() const {
    pass("total");
    N(this->amount); N(amount);
    return amount * Zone;
  }
};

template <typename T>
T twice(T value) {
  pass("twice");
  N(value);
  return value + value;
}

union Packet {
  std::uint32_t word;
  unsigned char bytes[4];
};

static int letters(char a, signed char b, unsigned char c, char16_t d, char32_t e, wchar_t f,
                   char8_t g, bool h) {
  pass("letters");
  N(a); N(b); N(c); N(d); N(e); N(f); N(g); B(h);
  return a + b + c + static_cast<int>(d + e) + f + g + h;
}

static int wide(__int128 big, std::nullptr_t none, const int &one, int *&two, int (&three)[3],
                rail::Signal four, rail::Gauge five) {
  pass("wide");
  N(big); N(one); N(*two); N(three[1]);
  T(four, "Go"); T(five, "Narrow");
  return static_cast<int>(big) + (none == nullptr) + one + *two + three[2] + static_cast<int>(four) + five;
}

int main(int count, char **) {
  rail::Train fast(4711, 55), slow(-2, 90);
  fast.advance(count + 6);
  fast.advance(1.5);
  int sum = fast < slow;
  sum += sell(Ticket{count + 30});
  sum += Fare<long, 3>{count + 8}.total() + Fare<short, 2>{5}.total();
  sum += twice(count + 20) + static_cast<int>(twice<long>(-9));
  int three[3] = {1, -2, 3}, *two = &three[2];
  sum += letters('x', -5, 200, u'\u20ac', U'\U0001f682', L'\u00e9', u8'z', true);
  sum += wide(-1, nullptr, sum, two, three, rail::Signal::Go, rail::Narrow);
  auto lambda = [&sum, count](int by) {
    pass("lambda");
    N(by);
    return sum + count + by;
  };
  rail::Yard yard;
  sum += rail::visit(yard);
  Packet packet{0x01020304};
  sum += lambda(2) + yard.places + packet.bytes[0] + static_cast<int>(rail::announcements);
  std::printf("%d\n", sum + rail::Train::running);
  return 0;
}
