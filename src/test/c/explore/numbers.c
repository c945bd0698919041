/* Types of C whose bytes are not what their name says at first sight. */
#include <complex.h>

struct swapped {
  int value;
  short other;
} __attribute__((scalar_storage_order("big-endian")));

typedef struct {
  double _Complex wave;
  float _Complex thin;
  __int128 wide;
  unsigned __int128 unsigned_wide;
  struct swapped swapped;
  int (*table[2])(const char *, int);
  int (*rows)[3];
  void (**handlers)(void);
  const char *const name;
  int tail[];
} numbers;

numbers all;
numbers *any = &all;

int main(void) {
  return any->tail[0] + (int)creal(any->wave);
}
