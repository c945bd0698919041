/* What a cell prints of each call of show, line by line, as the program itself says it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum color { RED, GREEN = 3 };

struct packet {
  int length;
  char name[8];
  uint8_t body[40];
};

static void line(const char *text) { printf("line %s\n", text); }

static void hex(const char *before, const void *from, long count, const char *more) {
  const unsigned char *at = from;
  printf("line %s", before);
  for (long i = 0; i < count; i++)
    printf("%s%02x", i ? " " : "", at[i]);
  printf("%s\n", more);
}

__attribute__((noinline)) void show(const char *text, const unsigned char *raw, int n,
    unsigned long big, struct packet *p, double real, enum color color, char letter) {
  __asm__ volatile("" ::: "memory"); /* HERE */
  char out[400];
  printf("begin\n");
  snprintf(out, sizeof out, "plain {} of %d and %lu", n, big);
  line(out);
  snprintf(out, sizeof out, "%x %X %08x %16lX %#lx", n, n, n, big, big);
  line(out);
  snprintf(out, sizeof out, "%p %p %p", (void *)text, (void *)p, (void *)p->body);
  line(out);
  snprintf(out, sizeof out, "%s %.3s %.*s|", text, text, p->length, text);
  line(out);
  snprintf(out, sizeof out, "%s %c %s", color == RED ? "RED" : "GREEN", letter, p->name);
  line(out);
  hex("fixed ", raw, 16, "");
  hex("wide ", raw, 64, "\xe2\x80\xa6");
  int length = p->length;
  hex("star ", raw, length > 64 ? 64 : length, length > 64 ? "\xe2\x80\xa6" : "");
  hex("named ", p->body, length > 40 ? 40 : length, length > 40 ? "\xe2\x80\xa6" : "");
  snprintf(out, sizeof out, "p->length = %d", p->length);
  line(out);
  printf("end\n");
}

/* Lengths and places that cannot be. */
__attribute__((noinline)) void edge(const char *text, int n) {
  __asm__ volatile("" ::: "memory");
  long page = sysconf(_SC_PAGESIZE);
  printf("begin\n");
  long room = page - ((unsigned long)text & (page - 1));
  char out[400];
  const char *there = (unsigned long)text < 4096 ? "<null pointer>" : NULL;
  if (!there) {
    snprintf(out, sizeof out, "<page fault at 0x%lx>", (unsigned long)text);
    there = n > room ? out : NULL;
  }
  if (n < 0)
    line("<the length is negative>");
  else if (n == 0)
    line("");
  else if (there)
    line(there);
  else
    hex("", text, n, "");
  /* Of a string only what is in front of its NUL has to be there. */
  if (n < 0)
    line("|<the length is negative>|");
  else if (n == 0)
    line("||");
  else if ((unsigned long)text < 4096)
    line("|<null pointer>|");
  else if (memchr(text, 0, room))
    printf("line |%.*s|\n", n, text);
  else
    printf("line |%.*s|\n", n > room ? 0 : n, text);
  printf("end\n");
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  unsigned char raw[80];
  for (int i = 0; i < 80; i++)
    raw[i] = (unsigned char)(i * 37);
  struct packet p = {5, "packet", {0}};
  for (int i = 0; i < 40; i++)
    p.body[i] = (uint8_t)(i + 200);
  show("hello world", raw, 42, 7, &p, 1.5, RED, 'x');
  p.length = 0;
  show("", raw, -1, UINT64_MAX, &p, -0.0, GREEN, 'y');
  p.length = 33;
  show("a text of more than thirty-three characters", raw, 0x7fffffff, 1ul << 63, &p, 1e300, RED, 'z');
  p.length = 1000;
  show("ab", raw, 0, 0xabcdef, &p, 0, GREEN, '0');

  long page = sysconf(_SC_PAGESIZE);
  char *last = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(last + page, page);
  memcpy(last + page - 4, "abc", 4);
  edge(last + page - 4, 3);
  edge(last + page - 4, 4);
  edge(last + page - 4, 0);
  memcpy(last + page - 4, "wxyz", 4);
  edge(last + page - 4, 4);
  edge(last + page - 4, -1);
  edge(NULL, 4);
  edge(NULL, 0);
  return 0;
}
