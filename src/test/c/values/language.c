/*
 * What the reference of the language promises of expressions, beside what C makes of the same: the
 * size of things, casts in both forms, members to their structures, elements, slices, addresses,
 * literals.
 */
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "truth.h"

typedef enum color { RED, GREEN = 3, BLUE = -1 } color_t;
enum wide { FAR = 0x100000000 };
typedef struct point {
  int x;
  short y;
  signed char z;
} point_t;
typedef unsigned short port_t;
typedef port_t ports_t[3];
typedef point_t *where_t;
typedef const char *const *texts_t;

union word {
  uint32_t whole;
  uint8_t bytes[4];
};

struct link {
  struct link *next;
};

struct item {
  int id;
  point_t at;
  struct {
    char pad[3];
    struct link links[2];
  } inner;
  union {
    long number;
    struct link in_union;
  };
  color_t color;
  unsigned few : 3;
  signed char c;
  unsigned char uc;
  short s;
  port_t port;
  unsigned u;
  long l;
  unsigned long ul;
  bool yes;
  enum wide wide;
  void *raw;
  point_t *where;
  const char *text;
  texts_t texts;
  char name[7];
  ports_t ports;
  float real;
  double doubled;
};

int cube[2][3][4];
point_t table[2][2] = {{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {-1, -2, -3}}};
union word word = {0x01020304};
static struct item items[3];
ports_t rows[2] = {{1, 2, 3}, {65535, 0, 7}};
const char *const words[3] = {"zero", "one", "two"};

#define SAME(e) truth_u(#e, (e));
#define SIZE(type) SAME(sizeof(type))

__attribute__((noinline)) void sizes(struct item *p, int n) {
  long local[5] = {n};
  anyp(local);
  HERE(sizes_line);
  SIZE(char) SIZE(signed char) SIZE(unsigned char) SIZE(short) SIZE(unsigned short) SIZE(int)
  SIZE(unsigned int) SIZE(long) SIZE(unsigned long) SIZE(_Bool) SIZE(float) SIZE(double)
  SIZE(void *) SIZE(char *) SIZE(struct item) SIZE(struct item *) SIZE(union word) SIZE(enum color)
  SIZE(enum wide) SIZE(point_t) SIZE(port_t) SIZE(color_t) SIZE(uint64_t) SIZE(int8_t) SIZE(ports_t)
  SIZE(where_t) SIZE(const struct point) SIZE(struct link **)
  SAME(sizeof(*p)) SAME(sizeof(p)) SAME(sizeof p) SAME(sizeof *p) SAME(sizeof(p->name))
  SAME(sizeof(p->inner)) SAME(sizeof(p->inner.links)) SAME(sizeof(p->inner.links[1])) SAME(sizeof p->at)
  SAME(sizeof(p->text)) SAME(sizeof(*p->text)) SAME(sizeof(p->ports)) SAME(sizeof(p->ports[0]))
  SAME(sizeof(cube)) SAME(sizeof(cube[0])) SAME(sizeof(cube[1][2])) SAME(sizeof(cube[1][2][3]))
  SAME(sizeof(local)) SAME(sizeof(local[2])) SAME(sizeof(&local[2])) SAME(sizeof(n)) SAME(sizeof(items))
  SAME(sizeof(p->c)) SAME(sizeof(+p->c)) SAME(sizeof(p->c + p->s)) SAME(sizeof(p->u + p->l))
  SAME(sizeof(p->yes)) SAME(sizeof(!p->ul)) SAME(sizeof(p->l == 1)) SAME(sizeof(p->s << p->l))
  SAME(sizeof(p->real)) SAME(sizeof(p->doubled)) SAME(sizeof(p->color)) SAME(sizeof(p->wide))
  SAME(sizeof("four")) SAME(sizeof(words)) SAME(sizeof(words[0])) SAME(sizeof((char)n))
  SAME(sizeof(p->few + n)) SAME(sizeof(+p->few)) SAME(sizeof(table[1]) / sizeof(table[1][0]))
  /* A literal is 64 bits wide here. */
  truth_u("sizeof(1)", 8);
  truth_u("sizeof('c')", 8);
  truth_u("sizeof(n + 1)", 8);
}

/* In C's form, and as a function. */
#define BOTH(m, type, e, value) \
  m("(" type ")" #e, value); \
  m("cast(" #e ", \"" type "\")", value);
#define OF(m, type, spelled) \
  BOTH(m, spelled, p->c, (type)p->c) BOTH(m, spelled, p->uc, (type)p->uc) \
  BOTH(m, spelled, p->s, (type)p->s) BOTH(m, spelled, p->port, (type)p->port) \
  BOTH(m, spelled, p->u, (type)p->u) BOTH(m, spelled, p->l, (type)p->l) \
  BOTH(m, spelled, p->ul, (type)p->ul) BOTH(m, spelled, p->yes, (type)p->yes) \
  BOTH(m, spelled, p->color, (type)p->color) BOTH(m, spelled, p->wide, (type)p->wide) \
  BOTH(m, spelled, p->few, (type)p->few) BOTH(m, spelled, p->raw, (type)(long)p->raw) \
  BOTH(m, spelled, n, (type)n) BOTH(m, spelled, -3, (type)-3) BOTH(m, spelled, 0x1ffffffff, (type)0x1ffffffff)
#define SIGNED(type) OF(truth_i, type, #type)
#define UNSIGNED(type) OF(truth_u, type, #type)

static void tagged(const char *e, color_t c) {
  char other[40];
  snprintf(other, sizeof other, "(enum color)%d", (int)c);
  truth_s(e, c == RED ? "RED" : c == GREEN ? "GREEN" : c == BLUE ? "BLUE" : other);
}

__attribute__((noinline)) void casts(struct item *p, int n) {
  HERE(casts_line);
  SIGNED(char) SIGNED(signed char) UNSIGNED(unsigned char) SIGNED(short) UNSIGNED(unsigned short)
  SIGNED(int) UNSIGNED(unsigned int) SIGNED(long) UNSIGNED(unsigned long) SIGNED(long long)
  UNSIGNED(unsigned long long) SIGNED(int8_t) UNSIGNED(uint64_t) UNSIGNED(port_t)
}

__attribute__((noinline)) void casts_to_others(struct item *p, int n) {
  HERE(others_line);
  OF(truth_b, _Bool, "_Bool")
  OF(truth_b, bool, "bool")
  OF(tagged, color_t, "color_t")
  OF(tagged, enum color, "enum color")
  OF(truth_p, void *, "void *")
  OF(truth_p, struct item *, "struct item *")
  OF(truth_p, where_t, "where_t")
  BOTH(truth_i, "long", p->where, (long)p->where)
  BOTH(truth_u, "unsigned long", p->text, (unsigned long)p->text)
  BOTH(truth_i, "short", p->where, (short)(long)p->where)
  BOTH(truth_b, "bool", p->where, p->where != 0)
  BOTH(truth_u, "unsigned long", p->name, (unsigned long)p->name)
  truth_i("((point_t *)p->raw)->y", ((point_t *)p->raw)->y);
  truth_i("cast(p->raw, \"struct point *\")->x", ((point_t *)p->raw)->x);
  truth_i("(*(point_t *)p->raw).z", (*(point_t *)p->raw).z);
  truth_u("((union word *)&word)->bytes[1]", word.bytes[1]);
  truth_i("((int *)p->where)[0]", ((int *)p->where)[0]);
  truth_u("*(unsigned char *)&p->l", *(unsigned char *)&p->l);
  truth_s("(char *)p->name", p->name);
}

#define CONTAINER(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))

__attribute__((noinline)) void containers(struct link *l, struct link *second, struct link *third, point_t *at) {
  HERE(containers_line);
  truth_p("container_of(at, \"struct item\", \"at\")", CONTAINER(at, struct item, at));
  truth_i("container_of(at, \"struct item\", \"at\")->id", CONTAINER(at, struct item, at)->id);
  truth_i("container_of(&at->y, \"point_t\", \"y\")->z", at->z);
  truth_i("container_of(l, \"struct item\", \"inner.links\")->id", CONTAINER(l, struct item, inner.links)->id);
  truth_i("container_of(second, \"struct item\", \"inner.links[1]\")->id",
      CONTAINER(second, struct item, inner.links[1])->id);
  truth_i("container_of(third, \"struct item\", \"in_union\")->id", CONTAINER(third, struct item, in_union)->id);
}

__attribute__((noinline)) void elements(struct item *p, int i, unsigned char j, long k) {
  where_t w = table[0];
  HERE(elements_line);
  EACH(TI, cube[0][0][0], cube[1][2][3], cube[i][j][k], cube[i][2][j + i], table[i][j].y, (*table[j]).x, w[3].z, w[k].x)
  EACH(TI, *(*(*(cube + i) + j) + k), (w + i)->y, *(&table[1][1].x - 4), p[i].id, p[k - 1].id, (&p[1])[-1].id)
  EACH(TU, rows[1][0], rows[i][j], p->ports[j], *(p->ports + j))
  TS(p->texts[i], p->texts[i])
  TS(words[j], words[j])
  TI(p->texts[i][j])
  TI(words[2][1])
  truth_s("cube[1][2]", "[120, 121, 122, 123]");
  truth_s("cube[i][1..3]", i ? "[[110, 111, 112, 113], [120, 121, 122, 123]]" : "[[10, 11, 12, 13], [20, 21, 22, 23]]");
  truth_s("cube[i][j][0..2]", i == 1 ? j == 2 ? "[120, 121]" : "[110, 111]" : j == 2 ? "[20, 21]" : "[10, 11]");
  truth_s("rows[1][0..2]", "[65535, 0]");
  truth_s("w[1..3]", "[{x=4, y=5, z=6 '\\x06'}, {x=7, y=8, z=9 '\\t'}]");
  truth_s("p->name[0..3]", "abc");
  truth_s("(&p->l)[0..1]", "[-9223372036854775807]");
  truth_i("p->ports[1..3][1]", p->ports[2]);
}

__attribute__((noinline)) void addresses(struct item *p) {
  HERE(addresses_line);
  truth_p("addr(\"cube\")", cube);
  truth_p("addr(\"items\")", items);
  truth_p("addr(\"addresses\")", addresses);
  truth_i("*(int *)addr(\"cube\") + ((int *)addr(\"cube\"))[5]", cube[0][0][0] + cube[0][1][1]);
  truth_i("((struct item *)addr(\"items\"))[2].id", items[2].id);
  truth_b("addr(\"items\") == &items", true);
  TP(&p->at.y)
  TP(&cube[1][1])
  TP(&*p)
  TP(&p->inner.links[1].next)
  TB(&items[1] - &items[0] == 1)
  truth_p("&cube", cube);
  truth_p("&items[1]", &items[1]);
}

#define LITERAL(text, value) truth_i(text, value);

__attribute__((noinline)) void literals(int zero) {
  HERE(literals_line);
  LITERAL("0", 0) LITERAL("42", 42) LITERAL("0x2A", 42) LITERAL("0xfFfF", 65535) LITERAL("0o52", 42)
  LITERAL("0b101010", 42) LITERAL("1_000_000", 1000000) LITERAL("0x7fff_ffff", INT_MAX)
  LITERAL("9223372036854775807", LONG_MAX) LITERAL("-9223372036854775808 + zero", LONG_MIN)
  LITERAL("0b1111_0000", 240)
  truth_u("0xffffffffffffffff", ULONG_MAX);
  LITERAL("'c'", 'c') LITERAL("'\\n'", '\n') LITERAL("'\\0'", 0) LITERAL("'\\x41'", 0x41) LITERAL("'\\''", '\'')
  LITERAL("'\\\\'", '\\') LITERAL("'\\t'", '\t') LITERAL("'\\e'", 27) LITERAL("'\\101'", 'A') LITERAL("'\"'", '"')
  truth_b("true", true);
  truth_b("false", false);
  truth_b("null == 0", true);
  truth_p("null", 0);
  truth_d("1.5", 1.5);
  truth_d("2e9", 2e9);
  truth_d("0.1", 0.1);
  truth_d("-2.5e-300", -2.5e-300);
  truth_s("\"a\\tb\\\\c\\\"d\"", "a\\tb\\c\"d");
  truth_s("\"\\u00e9\"", "\xc3\xa9");
  truth_s("\"\"", "");
  LITERAL("strlen(\"caf\\xc3\\xa9\")", 5)
}

int main(void) {
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 3; j++)
      for (int k = 0; k < 4; k++) cube[i][j][k] = i * 100 + j * 10 + k;
  for (int i = 0; i < 3; i++) {
    items[i] = (struct item){.id = 70 + i, .at = {10 * i, -i, 5}, .number = 1000 + i, .color = GREEN, .few = 5,
        .c = -100, .uc = 200, .s = SHRT_MIN, .port = 65000, .u = UINT_MAX, .l = LONG_MIN + 1, .ul = ULONG_MAX - 5,
        .yes = true, .wide = FAR, .where = &items[i].at, .text = "text", .texts = words, .name = "abcdef",
        .ports = {1, 2, 40000 + i}, .real = 1.5f, .doubled = -2.25};
    items[i].raw = &items[i].at;
  }
  struct item other = items[1];
  other.c = 0, other.uc = 0, other.s = 77, other.port = 0, other.u = 0x80000000, other.l = 0x100000000, other.ul = 1;
  other.yes = false, other.color = (color_t)9, other.few = 0;
  sizes(&items[0], 3);
  casts(&items[0], -7);
  casts(&other, 256);
  casts_to_others(&items[0], -7);
  casts_to_others(&other, 256);
  for (int i = 0; i < 3; i++)
    containers(items[i].inner.links, &items[i].inner.links[1], &items[i].in_union, &items[i].at);
  elements(&items[1], 1, 2, 1);
  elements(&items[1], 0, 1, 2);
  addresses(&items[1]);
  literals(0);
  return 0;
}
