#include <stdio.h>
#include "units.h"

struct pair shared = {.total = {1, 2, 3, 4}, .low = 5, .high = 4000};
static int calls;

/* Of the same name in both units, and not the same. */
struct own {
  char text[3];
};
static struct own own = {"ab"};

__attribute__((noinline)) static long first(struct pair *p, int n) {
  static long before;
  calls++;
  long now = add(p, n) + before;
  before = n;
  return now + own.text[0];
}

int main(void) {
  pixel_t pixel = {1, 2, LARGE, {.whole = 9}};
  struct node node = {5, NULL};
  shared.a = &node;
  for (int i = 0; i < 3; i++) {
    printf("%ld %ld\n", first(&shared, i), other(&shared, &pixel));
  }
  return 0;
}
