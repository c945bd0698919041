/* A library that a program loads while it is traced. */
static int calls = 100;

int plug_work(int n) {
  calls += n;
  return calls;
}
