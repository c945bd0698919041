// Functions of classes that only one function knows.
#define KEEP __attribute__((noinline, noipa))
#ifdef __clang__
#undef KEEP
#define KEEP __attribute__((noinline))
#endif

volatile int input = 4;

int outer(int n) {
  struct Inner {
    KEEP int triple(int of) { return 3 * of + input; }
  } inner;
  auto add = [n](int added) KEEP { return n + added + input; };
  return inner.triple(n) + add(n + 1);
}

int main() { return outer(input) == 0; }
