/* Arrays and slices whose elements the program prints as it has them:
   TABLE|ROW|INDEX|COLUMN|COLUMN…, and !TABLE|ROW|why for a mark or a reason of the whole. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum state { IDLE, BUSY = 7 };
struct place {
  int x;
  short y;
};
struct item {
  int id;
  char name[8];
  struct place at;
  enum state state;
  unsigned low : 3, high : 5;
  double weight;
  struct item *next;
};
struct request {
  int count;
  unsigned short few;
  unsigned long many;
  struct item *items;
  int64_t numbers[5];
  const char *words[4];
  uint8_t raw[6];
  struct item two[2];
};

int matrix[3][4];
static int row;

static void item(const char *table, int index, const struct item *i) {
  printf("%s|%d|%d|%d|%s|%d|%d|%s|%u|%u|%.1f|0x%lx\n", table, row, index, i->id, i->name, i->at.x, i->at.y,
         i->state == BUSY ? "BUSY" : "IDLE", i->low, i->high, i->weight, (unsigned long)i->next);
}

__attribute__((noinline)) void handle(struct request *r, int from, int to, long most) {
  __asm__ volatile("" : : "r"(r), "r"(from), "r"(to), "r"(most) : "memory");
}

static void pass(struct request *r, int from, int to, long most) {
  handle(r, from, to, most);
  for (int i = 0; i < 5; i++)
    printf("h_numbers|%d|%d|%ld\n", row, i, (long)r->numbers[i]);
  for (int i = 0; i < 3; i++)
    printf("h_matrix|%d|%d|[%d, %d, %d, %d]\n", row, i, matrix[i][0], matrix[i][1], matrix[i][2], matrix[i][3]);
  for (int i = 0; i < 4; i++)
    printf("h_line|%d|%d|%d\n", row, i, matrix[1][i]);
  for (int i = 0; i < 4; i++)
    printf("h_words|%d|%d|%s\n", row, i, r->words[i] ? r->words[i] : "<null pointer>");
  for (int i = 0; i < 2; i++)
    item("h_two", i, &r->two[i]);
  if (r->count < 0)
    printf("!h_items|%d|the length is negative\n", row);
  else if (r->items == NULL && r->count > 0)
    printf("!h_items|%d|null pointer\n", row);
  else {
    int there = r->count > 85 ? 85 : r->count; /* 4096 bytes, of 48 each */
    for (int i = 0; i < there; i++)
      item("h_items", i, &r->items[i]);
    if (there < r->count)
      printf("!h_items|%d|truncated at %d of %d elements\n", row, there, r->count);
    else
      printf("!h_items|%d|\n", row);
  }
  if (to < from)
    printf("!h_part|%d|the length is negative\n", row);
  else if (to > 6)
    printf("!h_part|%d|its length, %d, is more than there is room for\n", row, to - from);
  else
    for (int i = from; i < to; i++)
      printf("h_part|%d|%d|%d\n", row, i - from, r->raw[i]);
  if (r->many > 6)
    printf("!h_many|%d|its length, %lu, is more than there is room for\n", row, r->many);
  else
    for (unsigned long i = 0; i < r->many; i++)
      printf("h_many|%d|%lu|%d\n", row, i, r->raw[i]);
  for (int i = 0; i < r->few; i++)
    printf("h_few|%d|%d|%ld\n", row, i, (long)r->numbers[i]);
  row++;
}

int main(void) {
  struct item *all = calloc(200, sizeof *all);
  for (int i = 0; i < 200; i++) {
    all[i] = (struct item){i, "", {i * i, -i}, i % 2 ? BUSY : IDLE, i % 8, i % 32, i + 0.5, i ? &all[i - 1] : NULL};
    snprintf(all[i].name, sizeof all[i].name, "i%d", i);
  }
  for (int i = 0; i < 12; i++)
    matrix[i / 4][i % 4] = i * 100 - 7;
  struct request r = {3, 2, 4, all, {1, -2, INT64_MIN, INT64_MAX, 5}, {"one", "", NULL, "four"}, {1, 2, 3, 250, 255, 0}, {all[3], all[9]}};
  pass(&r, 1, 4, 0);
  r.count = 0, r.few = 0, r.many = 0;
  pass(&r, 6, 6, 0);
  r.count = 200;
  pass(&r, 0, 6, 0);
  r.count = -1, r.many = -1;
  pass(&r, 4, 1, 0);
  r.count = 1, r.items = NULL, r.many = 6;
  pass(&r, 3, 9, 0);
  r.count = 85, r.items = all, r.few = 5;
  matrix[1][2] = 42;
  pass(&r, 5, 6, 0);
  fflush(stdout);
  return 0;
}
