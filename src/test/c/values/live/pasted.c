/* What a script in the language of another tracer prints of each call, as the program says it. */
#include <stdio.h>
#include <string.h>

enum kind { IDLE, BUSY = 5 };

struct inner {
  int id;
  char label[8];
};

struct session {
  struct inner first;
  struct inner *second;
  const char *name;
  unsigned flags : 3;
  unsigned mode : 5;
  enum kind kind;
  int values[4];
  unsigned char *body;
  int length;
  unsigned long total;
};

int limit = 40;
long double wide = 1.5L;
const char *motto = "Hello, world";
static unsigned char pattern[16] = {0x50, 0x4f, 3, 4, 0x50, 0x4f, 3, 4, 9};

static const char *yes(int c) { return c ? "true" : "false"; }

__attribute__((noinline)) void serve(struct session *s, const char *activity, int depth) {
  __asm__ volatile("" ::: "memory");
  printf("begin\n");
  printf("line serve %s depth %d\n", activity, depth);
  printf("line first %d second %d label %s\n", s->first.id, s->second->id, s->second->label);
  printf("line sum %d %d %d\n", s->values[0] + s->values[3], depth * 3 - 1, -(-depth));
  printf("line flags %u mode %u next %d\n", s->flags, s->mode, s->flags + 42);
  printf("line kind %s %s\n", s->kind == BUSY ? "BUSY" : "IDLE", yes(s->kind == BUSY));
  printf("line prefix %s %s %s\n", yes(!strncmp(activity, "main", 4)),
      yes(!strncmp(activity, "main_", 5)), yes(!strcmp(activity, "main_loop")));
  printf("line body %02x %02x %02x text %.*s\n", s->body[0], s->body[1], s->body[2],
      s->length, (char *)s->body);
  printf("line where %p %p\n", (void *)&s->first, (void *)&s->values[1]);
  printf("line same %s %s %s\n", yes(!memcmp(pattern, pattern + 4, 4)),
      yes(!memcmp(pattern, pattern + 4, s->length)), yes(!memcmp(s->body, "PO", 2)));
  if (depth > 100)
    printf("line large\n");
  else if (depth > 50 && s->flags != 0)
    printf("line medium\n");
  else
    printf("line small\n");
  printf("line limit %d motto %s %s\n", limit, motto, yes(!strncmp(motto, "Hello", 5)));
  printf("line hex %x %08X {kept}\n", depth, depth);
  limit++;
}

/* One that fails in the middle of a chain: its branch is not taken, nor the last else. */
__attribute__((noinline)) void chain(const char *missing, const char *there) {
  __asm__ volatile("" ::: "memory");
  printf("begin\n");
  if (missing)
    printf("line A\n");
  else if (there[0] == 'H')
    printf("line B\n");
  printf("line end\n");
}

int main(void) {
  struct inner other = {77, "other"};
  unsigned char body[] = "PObody";
  struct session s = {{1, "first"}, &other, "name", 3, 17, BUSY, {1, 2, 3, 4}, body, 4, 1ul << 40};
  serve(&s, "main_loop", 7);
  s.kind = IDLE, s.flags = 0, s.length = 6, body[0] = 'X';
  serve(&s, "main", 101);
  s.flags = 1, s.length = 0;
  serve(&s, "other", 60);
  chain(NULL, "Hello");
  chain(NULL, "other");
  chain("x", "Hello");
  return 0;
}
