/* Calls a library. With INTERPOSE it has a function of a name that the library has too, before which it stands. */
#define _GNU_SOURCE
#include <dlfcn.h>

int run(int from);

#ifdef INTERPOSE
/* Passes something else on, by a jump: the library's function returns to where this one was called. */
int leaf(int n, int more) {
  int (*next)(int, int) = (int (*)(int, int))dlsym(RTLD_NEXT, "leaf");
  return next(n + 1000, more);
}
#endif

int main(void) { return run(4) == 0; }
