// Some of everything that debug info describes, and little code: what the fuzzer's seeds are made of.

enum color { RED, GREEN = 7, BLUE = -1 };
union number { int i; double d; };
struct node {
  struct node *next;
  char name[8];
  unsigned flag : 3, kind : 5;
  union number value;
  enum color color;
  int (*visit)(struct node *, const char *);
};
typedef struct node node_t;

node_t *head;
static volatile long counter = 3;
const int matrix[2][3] = {{1, 2, 3}, {4, 5, 6}};

static inline int twice(int x) {
  int doubled = x + x;
  counter += doubled;
  return doubled;
}

static __attribute__((noinline)) int sum(node_t *from, int limit) {
  int total = 0;
  for (node_t *at = from; at && limit > 0; at = at->next, limit--) {
    unsigned char first = at->name[0];
    total += twice(at->value.i) + first;
    if (at->visit) total += at->visit(at, "visit");
  }
  return total;
}

int dynamic(int n) {
  char buffer[n];
  for (int i = 0; i < n; i++) buffer[i] = (char)counter;
  return buffer[n / 2] + matrix[1][n % 3];
}

void _start(void) {
  struct { int a; double b; } local = {1, 2.5};
  counter = sum(head, 10) + dynamic((int)local.b) + twice(local.a);
  for (;;) counter++;
}
