/* A library whose variables follow from the number of the call: at call n, counted from 0, they have n (n - 1) / 2 added. */
int shared_count = 41;
static int hidden_count = 5;
__attribute__((visibility("hidden"))) long hidden_long = -6;

void in_library(int n) {
  static long calls;
  calls++;
  shared_count += n;
  hidden_count += n;
  hidden_long += n;
}
