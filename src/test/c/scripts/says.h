/*
 * What types.c says of its values: "=EXPRESSION|TEXT" is what a column shows, "={:x} EXPRESSION|TEXT" what print shows
 * with a format. Nothing is said of what cannot be read, nor of a float that is not one of a few.
 */

#define FORMATTED(e, how, conversion, value) printf("=" how " " #e "|" conversion "\n", value)
/* An integer of the type that it is told to have. */
#define NUMBER(e, conversion, type) \
  printf("=" #e "|" conversion "\n", e), DIGITS(e, type), FORMATTED(e, "{:p}", "0x%lx", (unsigned long)(type)(e))
#define DIGITS(e, type) \
  FORMATTED(e, "{:x}", "%lx", (unsigned long)(type)(e)), FORMATTED(e, "{:X}", "%lX", (unsigned long)(type)(e)), \
      FORMATTED(e, "{:8x}", "%8lx", (unsigned long)(type)(e)), FORMATTED(e, "{:016X}", "%016lX", (unsigned long)(type)(e))
#define POINTER(e) \
  printf("=" #e "|0x%lx\n", (unsigned long)(e)), FORMATTED(e, "{:p}", "0x%lx", (unsigned long)(e)), \
      FORMATTED(e, "{:x}", "%lx", (unsigned long)(e))
#define TEXT(e) (printf("=" #e "|"), print_text(e, strlen(e)), printf("\n={:s} " #e "|"), print_text(e, strlen(e)), printf("\n"))
#define BYTES(e, from, count) print_hex("{:x}", #e, from, count, 0), print_hex("{:X}", #e, from, count, 1)
#define DUMPED(e, from) \
  print_hex("{:x.8}", #e, from, 8, 0), print_hex("{:X.3}", #e, from, 3, 1), print_hex("{:x.1}", #e, from, 1, 0), \
      printf("={:s.8} " #e "|"), print_text(from, strnlen(from, 8)), printf("\n={:s.0x7} " #e "|"), \
      print_text(from, strnlen(from, 7)), printf("\n")
#define LIST(e, count, show) \
  printf("=" #e "|"); \
  print_list(count) show; \
  printf("]\n")
#define print_list(count) for (int i = 0; i < (count); i++) printf(i ? ", " : "["),

static void print_hex(const char *how, const char *what, const void *from, int count, int upper) {
  printf("=%s %s|", how, what);
  for (int i = 0; i < count; i++) {
    printf(upper ? "%s%02X" : "%s%02x", i ? " " : "", ((const unsigned char *)from)[i]);
  }
  printf("\n");
}

/* The strings are UTF-8, but where one is cut. */
static void print_text(const char *from, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (from[i] == '\n') printf("\\n");
    else if (from[i] == '\xc3' && i + 1 == count) printf("\\xc3");
    else putchar(from[i]);
  }
}

static void print_color(enum color c) {
  if (c == RED || c == GREEN || c == BLUE) printf("%s", c == RED ? "RED" : c == GREEN ? "GREEN" : "BLUE");
  else printf("(enum color)%u", (unsigned)c);
}

static void print_depth(enum depth d) {
  if (d == LOW || d == MIDDLE || d == HIGH) printf("%s", d == LOW ? "LOW" : d == MIDDLE ? "MIDDLE" : "HIGH");
  else printf("(enum depth)%d", (int)d);
}

static void print_double(double v) {
  const char *text = v == 1.5 ? "1.5" : v == -2.25 ? "-2.25" : v == 1e300 ? "1.0E300" : v == -1e-310 ? "-1.0E-310"
      : v == 1.0 / 3 ? "0.3333333333333333" : signbit(v) ? "-0.0" : "0.0";
  printf("%s", text);
}

static void print_float(float v) {
  const char *text = v == 1.5f ? "1.5" : v == -2.25f ? "-2.25" : isinf(v) ? "Infinity" : v == (float)(1.0 / 3) ? "0.33333334"
      : signbit(v) ? "-0.0" : "0.0";
  printf("%s", text);
}

static void print_letter(const char *what, unsigned char c, int number) {
  char glyph[8];
  if (c == 0) snprintf(glyph, sizeof glyph, "\\0");
  else if (c == '\'' || c == '\\') snprintf(glyph, sizeof glyph, "\\%c", c);
  else if (c == '\n' || c == '\t' || c == '\r') snprintf(glyph, sizeof glyph, "\\%c", c == '\n' ? 'n' : c == '\t' ? 't' : 'r');
  else if (c < 32 || c == 127) snprintf(glyph, sizeof glyph, "\\x%02x", c);
  else if (c > 127) glyph[0] = 0;
  else snprintf(glyph, sizeof glyph, "%c", c);
  printf(glyph[0] ? "=%s|%d '%s'\n" : "=%s|%d\n", what, number, glyph);
  printf("={:s} %s|", what), printf(glyph[0] ? "%1$s\n" : "%2$d\n", glyph, number);
}

static void print_point(struct point p) { printf("{x=%d, y=%d}", p.x, p.y); }

static void say_node(const char *what, const struct node *at) {
  printf("=%s->value|%d\n=%s->at.x|%d\n=%s->at.y|%d\n", what, at->value, what, at->at.x, what, at->at.y);
  printf("=%s->inner.left|%d\n=%s->inner.right|%d\n", what, at->inner.left, what, at->inner.right);
  printf("=%s->next|0x%lx\n=%s->number|%ld\n", what, (unsigned long)at->next, what, at->number);
  printf("={:x} %s->inner.left|%hx\n={:x} %s->value|%x\n", what, at->inner.left, what, at->value);
  printf("=%s->name|", what), print_text(at->name, strnlen(at->name, sizeof at->name)), printf("\n");
}

static void say_numbers(const struct all *a) {
  NUMBER(a->s8, "%d", uint8_t), NUMBER(a->u8, "%u", uint8_t), NUMBER(a->s16, "%d", uint16_t);
  NUMBER(a->u16, "%u", uint16_t), NUMBER(a->s32, "%d", uint32_t), NUMBER(a->u32, "%u", uint32_t);
  NUMBER(a->s64, "%ld", uint64_t), NUMBER(a->u64, "%lu", uint64_t), NUMBER(a->f5, "%d", uint32_t);
  NUMBER(a->g7, "%u", uint32_t), NUMBER(a->g32, "%u", uint32_t);
  printf("=a->h40|%ld\n=a->h63|%lu\n", (long)a->h40, (unsigned long)a->h63);
  FORMATTED(a->h40, "{:x}", "%lx", (long)a->h40), FORMATTED(a->h63, "{:X}", "%lX", (unsigned long)a->h63);
  NUMBER(a->at.x, "%d", uint32_t), NUMBER(a->at.y, "%d", uint32_t), NUMBER(a->word.whole, "%u", uint32_t);
  printf("=a->yes|%s\n=a->f1|%s\n", a->yes ? "true" : "false", a->f1 ? "true" : "false");
  FORMATTED(a->yes, "{:x}", "%d", a->yes), FORMATTED(a->f1, "{:X}", "%d", a->f1);
  print_letter("a->letter", (unsigned char)a->letter, a->letter);
  FORMATTED(a->letter, "{:x}", "%x", (unsigned char)a->letter);
  printf("=a->color|"), print_color(a->color), printf("\n=a->f3|"), print_color(a->f3);
  printf("\n=a->depth|"), print_depth(a->depth), printf("\n");
  DIGITS(a->color, uint32_t), DIGITS(a->depth, uint32_t), DIGITS(a->f3, uint32_t);
  printf("=a->wide|"), print_double(a->wide), printf("\n=a->real|"), print_float(a->real);
  printf("\n=a->widest|"), print_double((double)a->widest), printf("\n");
  printf("=a->nothing|0x%lx\n", (unsigned long)a->nothing);
  if (a->indirect) printf("=**a->indirect|%d\n", **a->indirect);
}

static void say_arrays(const struct all *a) {
  LIST(a->numbers, 8, printf("%d", a->numbers[i]));
  LIST(a->numbers[1..3], 2, printf("%d", a->numbers[i + 1]));
  LIST(a->longs, 5, printf("%ld", a->longs[i]));
  LIST(a->flags, 4, printf("%s", a->flags[i] ? "true" : "false"));
  LIST(a->colors, 3, print_color(a->colors[i]));
  LIST(a->reals, 3, print_double(a->reals[i]));
  LIST(a->points, 4, print_point(a->points[i]));
  LIST(a->points[2..4], 2, print_point(a->points[i + 2]));
  LIST(a->nodes, 3, printf("0x%lx", (unsigned long)a->nodes[i]));
  LIST(a->grid, 3, printf("[%u, %u, %u, %u]", a->grid[i][0], a->grid[i][1], a->grid[i][2], a->grid[i][3]));
  LIST(a->grid[1], 4, printf("%u", a->grid[1][i]));
  LIST(a->strings, 3, printf("0x%lx", (unsigned long)a->strings[i]));
  printf("={} a->at|"), print_point(a->at), printf("\n={} a->points[3]|"), print_point(a->points[3]);
  printf("\n=a->grid[2][3]|%u\n=a->longs[4]|%ld\n=a->flags[1]|%s\n", a->grid[2][3], a->longs[4], a->flags[1] ? "true" : "false");
  BYTES(a->at, &a->at, sizeof a->at), BYTES(a->numbers, a->numbers, sizeof a->numbers), BYTES(a->grid[1], a->grid[1], 8);
  BYTES(a->text, a->text, sizeof a->text), BYTES(a->points[3], a->points + 3, 8), BYTES(a->colors, a->colors, 12);
  DUMPED(a->text, a->text), print_hex("{:x.8}", "a->octets", a->octets, 8, 0), print_hex("{:X.3}", "a->octets", a->octets, 3, 1);
  print_hex("{:x.8}", "a->ints", a->ints, 8, 0), print_hex("{:x.1}", "a->self", a, 1, 0), print_hex("{:X.3}", "a->at", &a->at, 3, 1);
  POINTER(a->node), POINTER(a->none), POINTER(a->gone), POINTER(a->self), POINTER(a->ints);
}

/* As they were when the line was reached: nothing changes them before. */
static void say_variables(void) {
  NUMBER(n, "%d", uint32_t), print_letter("small", small, small), DIGITS(small, uint8_t), NUMBER(big, "%ld", uint64_t), NUMBER(counter, "%d", uint32_t);
  NUMBER(total, "%lu", uint64_t), NUMBER(own, "%d", uint32_t), NUMBER(origin.x, "%d", uint32_t), NUMBER(origin.y, "%d", uint32_t);
  printf("=here.x|%d\n=here.y|%d\n={} here|{x=%d, y=%d}\n={} origin|{x=%d, y=%d}\n", n, (int)big, n, (int)big, origin.x, origin.y);
  printf("=locals|[%d, %d, %d, -1]\n=huge|%lu\n=odd|%s\n", n, small, n ^ small, (unsigned long)big * 3, n & 1 ? "true" : "false");
  printf("=(odd ? 1 : 2)|%d\n=!odd|%s\n=+odd|%d\n", n & 1 ? 1 : 2, n & 1 ? "false" : "true", n & 1);
  printf("=twice|%ld\n=twice@OUTER|%d\n=shade|", big ^ 5, n ^ 3), print_color(everything.color), printf("\n=level|"), print_depth(level);
  printf("\n=list|0x%lx\n=a|0x%lx\n=hollow|0x0\n", (unsigned long)list, (unsigned long)&everything);
  for (const char *const *at = (const char *const[]){"s", s, "greeting", greeting}, *const *end = at + 4; at < end; at += 2) {
    if (at[1]) printf("=%s|", at[0]), print_text(at[1], strlen(at[1])), printf("\n={:s} %s|", at[0]), print_text(at[1], strlen(at[1])), printf("\n");
  }
}

static const char *const narrow_words[] = {"", "GET", "\xc3\xa9t\xc3\xa9", "\xf0\x9f\x98\x80 is not one", "0123456789abcdef"};
static const char *const narrower_words[] = {"", "GET", "\xc3\xa9t\xc3\xa9", "\xf0\x9f\x98\x80 is one", "0123456789abcdef"};

/* Of 24 bytes 12 characters of 2 are read, and 6 of 4. */
static void say_wide(const struct all *a) {
  for (int i = 0; i < 5; i++) {
    if (a->wide_string == wide_words[i]) {
      printf(i < 3 ? "=a->wide_string|%s\n" : i == 3 ? "=a->wide_string|%.14s\xe2\x80\xa6\n" : "=a->wide_string|%.12s\xe2\x80\xa6\n", narrow_words[i]);
    }
    if (a->wider_string == wider_words[i]) {
      printf(i < 3 ? "=a->wider_string|%s\n" : i == 3 ? "=a->wider_string|%.9s\xe2\x80\xa6\n" : "=a->wider_string|%.6s\xe2\x80\xa6\n", narrower_words[i]);
    }
    if (memcmp(a->wide_text, wide_words[i], sizeof(char16_t) * (i < 3 ? 4 : 6)) == 0 || (i == 0 && !a->wide_text[0])) {
      printf(i < 3 ? "=a->wide_text|%s\n" : i == 3 ? "=a->wide_text|%.8s\n" : "=a->wide_text|%.6s\n", narrow_words[i]);
    }
    if (memcmp(a->wider_text, wider_words[i], sizeof(wchar_t) * (i < 3 ? 4 : 5)) == 0 || (i == 0 && !a->wider_text[0])) {
      printf(i < 3 ? "=a->wider_text|%s\n" : i == 3 ? "=a->wider_text|%.8s\n" : "=a->wider_text|%.5s\n", narrower_words[i]);
    }
  }
}

/* What functions gave: their results, by their names. */
static void say_given(const struct all *a) {
  printf("=give_s8|%d\n=give_u8|%u\n=give_s16|%d\n=give_u16|%u\n=give_s32|%d\n=give_u32|%u\n", a->s8, a->u8, a->s16, a->u16, a->s32, a->u32);
  printf("=give_s64|%ld\n=give_u64|%lu\n=give_yes|%s\n", (long)a->s64, (unsigned long)a->u64, a->yes ? "true" : "false");
  print_letter("give_letter", (unsigned char)a->letter, a->letter);
  printf("=give_color|"), print_color(a->color), printf("\n=give_depth|"), print_depth(a->depth);
  printf("\n=give_node|0x%lx\n=give_at.x|%d\n=give_at.y|%d\n", (unsigned long)a->node, a->at.x, a->at.y);
  printf("=give_word.whole|%u\n=give_pair.first|%ld\n=give_pair.second|%d\n", a->word.whole, (long)a->s64, a->s16);
  printf("=give_large.value|%d\n=give_large.at.y|%d\n=give_large.inner.right|%d\n", a->node->value, a->node->at.y, a->node->inner.right);
  printf("=give_text|"), print_text(a->text, strlen(a->text)), printf("\n=give_large.name|");
  print_text(a->node->name, strnlen(a->node->name, sizeof a->node->name));
  printf("\n=give_real|"), print_float(a->real), printf("\n=give_wide|"), print_double(a->wide);
  printf("\n=give_widest|"), print_double((double)a->widest), printf("\n");
}

static void say(void) {
  const struct all *a = &everything;
  say_given(a);
  say_wide(a);
  printf("=semaphore|%d\n", scripts_point_semaphore);
  say_numbers(a);
  say_arrays(a);
  say_variables();
  TEXT(a->text);
  if (a->string == spelled) TEXT(a->string), DUMPED(a->string, a->string);
  TEXT(a->strings[0]), TEXT(a->strings[1]);
  say_node("a->node", a->node), say_node("a->nodes[0]", a->nodes[0]);
  if (list) say_node("list", list);
}
