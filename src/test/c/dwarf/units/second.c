#include "units.h"

struct own {
  long number;
  struct own *next;
};
static struct own own = {77, &own};
_Thread_local int here = 3;

__attribute__((cold, noinline)) static void rare(const pixel_t *pixel) {
  own.number += pixel->g;
}

__attribute__((noinline)) long other(struct pair *p, const pixel_t *pixel) {
  long sum = add(p, pixel->r);
  if (p->a->value == 6) {
    rare(pixel);
  }
  {
    struct node last = *p->a;
    sum += last.value * here;
  }
  return sum * pixel->kind + own.number;
}
