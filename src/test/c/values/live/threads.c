// Each thread prints its own variables; the probe's rows are to say the same.
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct state {
  int number;
  char name[12];
  double half;
};

__thread int counted = 7;
static __thread struct state own __attribute__((aligned(64)));
__thread long untouched[3];

int shared_use(int n);
int shared_local(int n);

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
static int (*late_use)(int);
static int (*late_skip)(int);

__attribute__((noinline)) void here(int n) {
  static __thread int calls = 100;
  calls += n;
  __asm__ volatile("" ::: "memory");
  printf("own %d %d %d %s %.1f %ld\n", n, counted, own.number, own.name, own.half, untouched[2]); /* HERE(own) */
  fflush(stdout);
}

static void *work(void *argument) {
  int n = (int)(intptr_t)argument;
  pthread_mutex_lock(&one);
  counted += n;
  own.number = n * 11;
  snprintf(own.name, sizeof own.name, "t%d", n);
  own.half = n / 2.0;
  here(n);
  errno = 30 + n;
  usleep(1);
  shared_use(n);
  shared_local(n);
  if (n % 2 == 0) {
    late_use(n);
  }
  late_skip(n);
  pthread_mutex_unlock(&one);
  return NULL;
}

int main(int argc, char **argv) {
  (void)argc;
  char path[4096];
  snprintf(path, sizeof path, "%s/liblate.so", argv[1]);
  pthread_t before;
  void *late = dlopen(path, RTLD_NOW);
  if (late == NULL) {
    printf("%s\n", dlerror());
    return 1;
  }
  late_use = (int (*)(int))dlsym(late, "late_use");
  late_skip = (int (*)(int))dlsym(late, "late_skip");
  work((void *)(intptr_t)0);
  for (int i = 1; i <= 5; i++) {
    pthread_create(&before, NULL, work, (void *)(intptr_t)i);
    pthread_join(before, NULL);
  }
  /* Its number is free then, and this thread's entry for it is not: the next library gets both. */
  dlclose(late);
  snprintf(path, sizeof path, "%s/libagain.so", argv[1]);
  late = dlopen(path, RTLD_NOW);
  late_use = (int (*)(int))dlsym(late, "late_use");
  late_skip = (int (*)(int))dlsym(late, "late_skip");
  late_skip(8);
  late_use(8);
  late_skip(9);
  return 0;
}
