/* Types of every kind; `all` refers to them, so that compilers describe them. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hidden;
struct node {
  struct node *next;
  struct hidden *other;
};

enum color { RED, GREEN = 5, BLUE };
enum level { LOW = -1, HIGH = 1 };

struct bits {
  unsigned a : 3;
  int b : 5;
  unsigned long wide : 40;
  unsigned char c : 2;
  bool on : 1;
  unsigned cross : 20;
};

typedef struct {
  int x;
  union {
    int as_int;
    float as_float;
  };
  struct {
    char first, second;
  } inner;
} anonymous_t;

typedef int (*callback_t)(struct node *, const char *);

struct all {
  int8_t i8;
  uint16_t u16;
  long double extended;
  const char *text;
  char *const fixed;
  volatile int shared;
  int matrix[2][3];
  char flexible_end[0];
  enum color color;
  enum level level;
  struct bits bits;
  anonymous_t anonymous;
  callback_t callback;
  void (*raw)(int, ...);
  void *nothing;
  struct node node;
  _Bool flag;
  __int128 huge;
  double _Complex complex;
};

struct all all;
struct bits bits;
const char *const names[3] = {"a", "b", "c"};
const int primes[2][2] = {{2, 3}, {5, 7}};
size_t size_of_all = sizeof(struct all);

int main(void) {
  all.bits.cross = 1;
  return (int)size_of_all;
}
