/* A function that stands before the library's of the same name, and passes something else on, by a jump. */
#define _GNU_SOURCE
#include <dlfcn.h>

long leaf(const char *text, long n) {
  long (*next)(const char *, long) = (long (*)(const char *, long))dlsym(RTLD_NEXT, "leaf");
  return next(text + 1, n + 1000);
}
