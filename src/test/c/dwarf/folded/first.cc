// The linker keeps this unit's copy of `twice` and drops the other's, which is as long.
inline int twice(int kept) { return 2 * kept; }

int other(int n);

int main(int argc, char **argv) {
  (void)argv;
  return twice(argc) + other(argc);
}
