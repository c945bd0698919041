/* Says that it runs, and calls the library a thousand times a second, for some minutes at most. COPY: refers to the
   library's variable, so that the linker gives the executable a copy of its own, which both use. */
#include <unistd.h>

extern int shared_count;
void in_library(int n);

__attribute__((noinline)) void tick(int n) {
#ifdef COPY
  if (shared_count < 0) _exit(2);
#endif
  in_library(n);
}

int main(void) {
  if (write(1, "running\n", 8) != 8) return 1;
  for (int n = 0; n < 300000; n++) {
    tick(n);
    usleep(1000);
  }
  return 0;
}
