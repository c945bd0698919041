/* A parameter that is assigned before the first instruction of its function. */
static short other = 3;
static volatile int sink;

__attribute__((noinline)) long reassigned(long first, int n) {
  unsigned char row[8] = {1, 2, 3, 4, 5, 6, 7, 8};
  for (n = -6; n != -3; n += 3) {
    if (row[5])
      break;
    return row[5];
  }
  return other; /* HERE */
}

int main(void) {
  sink = (int)reassigned(7, 61954701);
  return 0;
}
