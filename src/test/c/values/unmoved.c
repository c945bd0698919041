/* Assignments that are no instructions: several lines have one address, and the variables change between them. */
volatile int sink;

__attribute__((noinline)) void use(int v) { sink = v; }

__attribute__((noinline)) int unmoved(int a, int b) {
  int x = a;
  use(b);
  x = a + 1;     /* FIRST */
  int y = x * 2; /* SECOND */
  use(y);
  x = y;        /* THIRD */
  y = 5;        /* FOURTH */
  return x + y; /* FIFTH */
}

int main(void) { return unmoved(10, 20) + unmoved(30, 40) == 0; }
