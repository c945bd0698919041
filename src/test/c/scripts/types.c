/* Values of many types, for scripts made by chance. */
#define _GNU_SOURCE
#include <stdbool.h>
#include <math.h>
#include <string.h>
#include <uchar.h>
#include <wchar.h>
#if __has_include(<sys/sdt.h>)
#define _SDT_HAS_SEMAPHORES 1
#include <sys/sdt.h>
#endif
/* How many look at the static probe. */
unsigned short scripts_point_semaphore __attribute__((section(".probes")));
#ifdef SAID
#include "said.h"
#else
#define SAYS
#endif
#include "driver.h"

enum color { RED, GREEN, BLUE = 7 };
enum depth { LOW = -5, MIDDLE = 0, HIGH = 1000 };

struct point {
  int x, y;
};

union word {
  uint32_t whole;
  int16_t halves[2];
  uint8_t bytes[4];
  float real;
};

struct node {
  int value;
  struct node *next;
  char name[12];
  struct point at;
  union {
    long number;
    char *label;
  };
  struct {
    short left, right;
  } inner;
};

struct all {
  int8_t s8;
  uint8_t u8;
  int16_t s16;
  uint16_t u16;
  int32_t s32;
  uint32_t u32;
  int64_t s64;
  uint64_t u64;
  bool yes;
  char letter;
  enum color color;
  enum depth depth;
  int f5 : 5;
  unsigned g7 : 7;
  unsigned g32 : 32;
  long h40 : 40;
  uint64_t h63 : 63;
  enum color f3 : 3;
  bool f1 : 1;
  float real;
  double wide;
  long double widest;
  struct point at;
  union word word;
  int numbers[8];
  uint16_t grid[3][4];
  struct point points[4];
  int64_t longs[5];
  bool flags[4];
  enum color colors[3];
  double reals[3];
  char text[16];
  char *string;
  const char *strings[3];
  struct node *node;
  struct node *none;
  struct node *gone;
  struct node *nodes[3];
  struct all *self;
  void *nothing;
  int *ints;
  int **indirect;
  const unsigned char *octets;
  char16_t wide_text[6];
  wchar_t wider_text[5];
  const char16_t *wide_string;
  const wchar_t *wider_string;
  struct tail *tail;
};

/* Nobody knows how long it is. */
struct tail {
  int number;
  int more[];
};

struct all everything;
int counter;
static uint64_t total;
__thread int own;
enum depth level;
const char *greeting;
struct point origin;
struct empty {
} *hollow;

static struct node first, second, third;
static int cells[16];
static int *cell;
static int tails[4];
static char spelled[64];
static unsigned char raw[32];

static double real(void) {
  static const double edges[] = {0.0, -0.0, 1.5, -2.25, 1e300, -1e-310, 1.0 / 3};
  return edges[next() % 7];
}

static void spell(char *to, int room) {
  static const char *words[] = {"", "GET", "GET /index", "POST", "x", "\xc3\xa9t\xc3\xa9", "a\"b\\c\n", "0123456789"};
  snprintf(to, room, "%s", words[next() % 8]);
}

static const char16_t *const wide_words[] = {u"", u"GET", u"\u00e9t\u00e9", u"\U0001f600 is not one", u"0123456789abcdef"};
static const wchar_t *const wider_words[] = {L"", L"GET", L"\u00e9t\u00e9", L"\U0001f600 is one", L"0123456789abcdef"};

/* At the end of what can be read; it need not end there. */
static void at_the_edge(struct all *a) {
  char16_t *end = (char16_t *)forbidden;
  for (int i = 1; i <= 4; i++) end[-i] = (char16_t)(next() % 2 ? 'a' + i : next() % 3 ? 0xd800 : 0);
  a->wide_string = end - 4;
  memcpy(end - 12, L"edg", 12);
  a->wider_string = next() % 2 ? (wchar_t *)(end - 12) : (wchar_t *)(end - 2);
}

static void wide(struct all *a) {
  const char16_t *w = wide_words[next() % 5];
  const wchar_t *v = wider_words[next() % 5];
  for (int i = 0; i < 6 && w[i]; i++) a->wide_text[i] = w[i];
  for (int i = 0; i < 5 && v[i]; i++) a->wider_text[i] = v[i];
  a->wide_string = next() % 4 ? wide_words[next() % 5] : next() & 1 ? NULL : (char16_t *)unmapped;
  a->wider_string = next() % 4 ? wider_words[next() % 5] : next() & 1 ? (wchar_t *)next() : a->wider_text;
  if (next() % 3 == 0) at_the_edge(a);
}

static void point(struct point *p) {
  p->x = next();
  p->y = next();
}

static void node(struct node *n, struct node *link) {
  n->value = next();
  n->next = link;
  spell(n->name, sizeof n->name);
  point(&n->at);
  n->number = next();
  n->inner.left = next();
  n->inner.right = next();
}

static void fill(void) {
  struct all *a = &everything;
  memset(a, 0, sizeof *a);
  /* What was there before must not show behind the end of a string. */
  memset(&first, 0, sizeof first), memset(&second, 0, sizeof second), memset(&third, 0, sizeof third);
  memset(spelled, 0, sizeof spelled);
  a->s8 = next(), a->u8 = next(), a->s16 = next(), a->u16 = next();
  a->s32 = next(), a->u32 = next(), a->s64 = next(), a->u64 = next();
  a->yes = next() & 1;
  a->letter = next();
  a->color = (enum color)(next() % 9);
  a->depth = (enum depth)(next() % 3 ? MIDDLE : next());
  a->f5 = next(), a->g7 = next(), a->g32 = next(), a->h40 = next(), a->h63 = next();
  a->f3 = (enum color)(next() & 7);
  a->f1 = next() & 1;
  a->real = real(), a->wide = real(), a->widest = real();
  point(&a->at);
  a->word.whole = next();
  for (int i = 0; i < 8; i++) a->numbers[i] = next();
  for (int i = 0; i < 12; i++) a->grid[i / 4][i % 4] = next();
  for (int i = 0; i < 4; i++) point(a->points + i), a->flags[i] = next() & 1;
  for (int i = 0; i < 5; i++) a->longs[i] = next();
  for (int i = 0; i < 3; i++) a->colors[i] = (enum color)(next() % 9), a->reals[i] = real();
  spell(a->text, sizeof a->text);
  node(&third, NULL), node(&second, &third), node(&first, next() & 1 ? &second : NULL);
  for (int i = 0; i < 16; i++) cells[i] = next();
  for (int i = 0; i < 32; i++) raw[i] = next();
  spell(spelled, sizeof spelled);
  cell = cells + next() % 8;
  a->string = next() % 6 ? spelled : next() & 1 ? NULL : unmapped;
  a->strings[0] = "zero", a->strings[1] = a->text, a->strings[2] = next() & 1 ? "two" : NULL;
  a->node = &first;
  a->none = NULL;
  a->gone = (struct node *)(next() & 1 ? unmapped : forbidden);
  a->nodes[0] = &second, a->nodes[1] = next() & 1 ? &first : NULL, a->nodes[2] = a->gone;
  a->self = a;
  a->nothing = next() & 1 ? (void *)spelled : (void *)next();
  a->ints = cells + next() % 8;
  a->indirect = next() % 4 ? &cell : NULL;
  a->octets = raw;
  a->tail = (struct tail *)tails;
  tails[0] = (int)next();
  wide(a);
  counter = next(), total = next(), own = next();
  level = (enum depth)(next() % 2 ? HIGH : -7);
  greeting = next() % 4 ? "hello" : NULL;
  point(&origin);
}

/* Results of many types. */
#define GIVES(name, type, value) \
  __attribute__((noinline)) type give_##name(const struct all *a) { \
    __asm__ volatile(""); \
    return value; \
  }
struct pair {
  long first;
  short second;
};
GIVES(s8, int8_t, a->s8)
GIVES(u8, uint8_t, a->u8)
GIVES(s16, int16_t, a->s16)
GIVES(u16, uint16_t, a->u16)
GIVES(s32, int32_t, a->s32)
GIVES(u32, uint32_t, a->u32)
GIVES(s64, int64_t, a->s64)
GIVES(u64, uint64_t, a->u64)
GIVES(yes, bool, a->yes)
GIVES(letter, char, a->letter)
GIVES(color, enum color, a->color)
GIVES(depth, enum depth, a->depth)
GIVES(node, struct node *, a->node)
GIVES(text, const char *, a->text)
GIVES(at, struct point, a->at)
GIVES(word, union word, a->word)
GIVES(pair, struct pair, ((struct pair){a->s64, a->s16}))
GIVES(large, struct node, *a->node)
GIVES(real, float, a->real)
GIVES(wide, double, a->wide)
GIVES(widest, long double, a->widest)

static volatile long given;
static void give(const struct all *a) {
  given = give_s8(a) + give_u8(a) + give_s16(a) + give_u16(a) + give_s32(a);
  given = give_u32(a) + give_s64(a) + (long)give_u64(a) + give_yes(a) + give_letter(a) + (long)give_color(a) + (long)give_depth(a);
  given = (long)give_node(a) + (long)give_text(a) + give_at(a).x + give_word(a).whole + give_pair(a).second + give_large(a).value;
  given = (give_real(a) > 0) + (give_wide(a) > 0) + (give_widest(a) > 0);
}

/* Each copy has variables of its own. */
static inline __attribute__((always_inline)) int inlined_part(struct all *a, int m, const char *s, char letter) {
  __asm__ volatile("nop" : : "r"(a), "r"(m), "r"(s), "r"((int)letter) : "memory");
  return m & letter & 1;
}

/* $args: a n small s big list */
/* $locals: here.x here.y locals tiny huge odd shade twice@OUTER stopped twice */
__attribute__((noinline)) int work(
    struct all *a, int n, unsigned char small, const char *s, long big, struct node *list) {
  struct point here = {n, (int)big};
  int locals[4] = {n, small, n ^ small, -1};
  short tiny = (short)big;
  unsigned long huge = (unsigned long)big * 3;
  bool odd = n & 1;
  __asm__ volatile("" : "+q"(odd));
  enum color shade = a->color;
  int twice = n ^ 3; /* OUTER */
  tiny ^= inlined_part(a, n ^ 5, a->string, a->letter) & 2;
  for (int i = 0; i < 2; i++) tiny ^= inlined_part(a, small, a->text, 'G') & 4;
#ifdef STAP_PROBE4
  STAP_PROBE4(scripts, point, n, s, a->s8, a->u16);
#endif
  int stopped;
  {
    long twice = big ^ 5;
    stopped = pause_here(&here, locals, twice); /* HERE */
  }
#ifdef SAID
#include SAID
  printf("\n");
#endif
  return stopped + here.x + locals[n & 3] + tiny + (int)huge + odd + (twice & 1) + (int)shade + small + (s != NULL)
      + (list != NULL) + a->s32 + (int)total;
}

/* What it was called with. */
static int n;
static unsigned char small;
static const char *s;
static long big;
static struct node *list;

static int call(void) {
  n = (int)next(), small = (unsigned char)next(), s = next() % 5 ? greeting : spelled, big = (long)next();
  list = next() & 1 ? &first : NULL;
  give(&everything);
  return work(&everything, n, small, s, big, list);
}

#ifdef SAYS
#include "says.h"
#endif
