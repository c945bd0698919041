#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "truth.h"

/* What a probe reads of a string. */
enum { CAP = 256 };

struct message {
  int size;
  char tag[4];
  char name[12];
  char middle[150];
  char text[300];
  unsigned char body[300];
};

/* Behind it nothing can be read. */
static const char *end;

static long room(const char *p) {
  return end && p < end && end - p <= sysconf(_SC_PAGESIZE) ? end - p : 100000;
}

static bool is_null(const void *p) { return (unsigned long)p < 4096; }

static void length(const char *expression, const char *s) {
  if (is_null(s) || strnlen(s, room(s)) > CAP || !memchr(s, 0, room(s)))
    truth_m(expression);
  else
    truth_i(expression, strlen(s));
}

/* Whether a literal begins in the first bytes of a string, or the string ends there. */
static void search(const char *expression, const char *s, const char *wanted) {
  if (is_null(s) || !memchr(s, 0, room(s))) {
    truth_m(expression);
    return;
  }
  const char *at = strstr(s, wanted);
  if (at && at - s < CAP)
    truth_b(expression, true);
  else if (strlen(s) < CAP + strlen(wanted))
    truth_b(expression, false);
  else
    truth_m(expression);
}

static void same(const char *expression, const void *a, const void *b, long n) {
  if (n == 0)
    truth_b(expression, true);
  else if (n < 0 || is_null(a) || is_null(b))
    truth_m(expression);
  else if (n <= CAP)
    truth_b(expression, !memcmp(a, b, n));
  else if (memcmp(a, b, CAP))
    truth_b(expression, false);
  else
    truth_m(expression);
}

/* All of an array. */
static void find(const char *expression, const char *array, int size, const char *wanted) {
  char all[CAP + 1];
  memcpy(all, array, size);
  all[size] = 0;
  truth_b(expression, strstr(all, wanted));
}

#define LENGTH(e) length("strlen(" #e ")", e);
#define CONTAINS(e, literal) search("contains(" #e ", " #literal ")", e, literal);
#define FIND(e, literal) find("contains(" #e ", " #literal ")", e, sizeof(e), literal);
#define SAME(a, b, n) same("memcmp(" #a ", " #b ", " #n ")", a, b, n);
#define READABLE(p, expression, value) \
  if (is_null(p)) \
    truth_m(expression); \
  else \
    truth_b(expression, value);
#define STARTS(e, literal) \
  READABLE(e, "starts_with(" #e ", " #literal ")", !strncmp(e, literal, strlen(literal)))
#define STRNCMP(a, b, n) \
  if (is_null(b)) \
    truth_m("strncmp(" #a ", " #b ", " #n ")"); \
  else \
    READABLE(a, "strncmp(" #a ", " #b ", " #n ")", !strncmp(a, b, n))
#define HEX(e, hex, bytes) READABLE(e, "memcmp(" #e ", hex(\"" hex "\"))", !memcmp(e, bytes, sizeof bytes - 1))
#define IS(e, literal) READABLE(e, #e " == " #literal, !strcmp(e, literal))

__attribute__((noinline)) void strings(const char *s, const char *t) {
  HERE(strings_line);
  LENGTH(s)
  LENGTH(t)
  CONTAINS(s, "a")
  CONTAINS(s, "needle")
  CONTAINS(s, "aab")
  CONTAINS(s, "a needle that is longer than eight bytes")
  CONTAINS(t, "zz")
  STARTS(s, "needle")
  STARTS(s, "")
  CONTAINS(s, "")
  STRNCMP(s, t, 1)
  STRNCMP(s, t, 6)
  STRNCMP(s, t, 70)
  STRNCMP(s, t, 256)
  STRNCMP(s, "nee", 3)
  STRNCMP("needle", s, 4)
  IS(s, "needle")
  IS(s, "")
}

__attribute__((noinline)) void messages(struct message *m, struct message *o, long n) {
  HERE(messages_line);
  FIND(m->middle, "needle")
  FIND(m->middle, "needle and all")
  CONTAINS(m->text, "needle")
  LENGTH(m->text)
  if (memchr(m->middle, 0, 150))
    truth_i("strlen(m->middle)", strlen(m->middle));
  else
    truth_m("strlen(m->middle)");
  FIND(m->name, "edl")
  FIND(m->name, "twelve bytes")
  FIND(m->name, "e bytes")
  FIND(m->name, "thirteen long")
  SAME(m->body, o->body, 0)
  SAME(m->body, o->body, 1)
  SAME(m->body, o->body, 64)
  SAME(m->body, o->body, 65)
  SAME(m->body, o->body, 256)
  SAME(m->body, o->body, n)
  SAME(m->body, m->body, n)
  SAME(m, o, m->size)
  SAME(&m->body[1], o->body, 2)
  SAME(m->tag, "ab", 3)
  HEX(m->tag, "61 62", "ab")
  HEX(m->tag, "6162637A", "abcz")
  HEX(m->body, "00 25 4a 6F", "\x00\x25\x4a\x6f")
}

__attribute__((noinline)) void names(int i) {
  HERE(names_line);
  char name[16];
  prctl(PR_GET_NAME, name);
  truth_b("$comm == \"strings\"", !strcmp(name, "strings"));
  truth_b("$comm == \"fifteen-letters\"", !strcmp(name, "fifteen-letters"));
  truth_b("$comm == \"fifteen\"", !strcmp(name, "fifteen"));
  truth_b("$comm == \"more-than-fifteen\"", false);
  truth_b("$comm != \"strings\"", !!strcmp(name, "strings"));
  truth_b("starts_with($comm, \"fifteen\")", !strncmp(name, "fifteen", 7));
  truth_b("strncmp($thread_name, \"stringent\", 6)", !strncmp(name, "stringent", 6));
  truth_b("contains($function, \"ame\")", true);
  truth_i("strlen($function)", 5);
  truth_i("strlen(\"four\")", 4);
  truth_b("memcmp(\"ab\", hex(\"61 62\"))", true);
  (void)i;
}

static const char *of(int length, const char *wanted, int at) {
  char *s = malloc(length + 1);
  memset(s, 'x', length);
  s[length] = 0;
  memcpy(s + at, wanted, strlen(wanted));
  return s;
}

int main(void) {
  const char *needle = "a needle that is longer than eight bytes";
  strings("needle", "need");
  strings("", "needle");
  strings("aaab needless", "aaab needless things");
  strings("needle", "needle");
  strings("caf\xc3\xa9 zz", "caf\xc3\xa9 zz");
  strings(NULL, "t");
  strings("s", NULL);
  /* Round the ends of what is read at once, and of all that is read. */
  int ends[] = {63, 64, 65, 127, 128, 129, 151, 152, 186, 187, 191, 192, 193, 254, 255, 256, 257, 258, 300};
  for (unsigned i = 0; i < sizeof ends / sizeof *ends; i++) {
    int n = ends[i];
    strings(of(n, "needle", n - 6), of(n, "zz", n - 2));
    strings(of(n, needle, n - strlen(needle)), of(n, "y", n - 1));
    strings(of(n + 40, "needle", n - 3), of(n + 40, "zz", n - 1));
    strings(of(n + 90, needle, n - 20), of(n, "zz", 0));
  }
  long page = sysconf(_SC_PAGESIZE);
  char *last = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(last + page, page);
  end = last + page;
  memset(last, 'x', page);
  memcpy(last + page - 10, "my needle", 10);
  strings(last + page - 10, last + page - 7);
  strings(last + page - 200, last + page - 1);

  struct message m = {4, "abc", "needle"}, o = {300, "abc", "needle"};
  for (int i = 0; i < 300; i++)
    m.body[i] = o.body[i] = (unsigned char)(i * 37);
  messages(&m, &o, 300);
  memcpy(m.name, "ab\0needles", 10);
  memset(m.middle, 'x', 150);
  memcpy(m.middle + 144, "needle", 6);
  memset(m.text, 'x', 299);
  messages(&m, &o, 300);
  memcpy(m.middle + 60, "needle", 6);
  memcpy(m.text + 250, "needle", 6);
  messages(&m, &o, 300);
  m.middle[20] = 0;
  m.text[249] = 0;
  messages(&m, &o, 300);
  memcpy(m.middle, "needle and all", 14);
  m.text[249] = 'n';
  memcpy(m.text + 257, "needle", 7);
  memcpy(m.text + 250, "x", 1);
  messages(&m, &o, 300);
  memcpy(m.name, "twelve bytes", 12);
  memcpy(m.tag, "abcz", 4);
  messages(&m, &o, 256);
  m.body[256] ^= 1;
  messages(&m, &o, 257);
  m.body[255] ^= 1;
  messages(&m, &o, 257);
  messages(&m, &o, 255);
  m.body[64] ^= 1;
  messages(&m, &o, 65);
  messages(&m, &o, 64);
  m.body[0] ^= 1;
  messages(&m, &o, 0);
  messages(&m, &o, -1);
  m.size = -4;
  messages(&m, &o, 1);

  names(1);
  prctl(PR_SET_NAME, "fifteen-letters");
  names(2);
  return 0;
}
