/* What two units have in common. */
#include <stddef.h>

struct node {
  int value;
  struct node *next;
};

union number {
  long whole;
  double real;
};

enum kind { SMALL = 1, LARGE = 7 };

typedef struct {
  unsigned char r, g;
  enum kind kind;
  union number number;
} pixel_t;

struct pair {
  struct node *a, *b;
  long total[4];
  pixel_t pixel;
  unsigned low : 3, high : 13;
};

extern struct pair shared;

long other(struct pair *p, const pixel_t *pixel);

static inline long add(const struct pair *p, long extra) {
  long sum = extra;
  for (int i = 0; i < 4; i++) {
    long part = p->total[i];
    sum += part;
  }
  return sum;
}
