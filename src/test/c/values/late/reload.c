/* Loads the library of its first argument three times, each time somewhere else, and says where. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <sys/mman.h>

int main(int argc, char **argv) {
  for (int round = 1; round <= 3; round++) {
    void *library = dlopen(argv[1], RTLD_NOW);
    if (!library) return 2;
    int (*work)(int) = (int (*)(int))dlsym(library, "plug_work");
    Dl_info where;
    dladdr((void *)work, &where);
    printf("at %p: %d\n", (void *)work, work(round) + work(10 * round));
    dlclose(library);
    /* What lies there now is in the way of the next one. */
    mmap(where.dli_fbase, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
  }
  return 0;
}
