// Thread-local variables of an executable, with an alignment.
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

static __thread int wide __attribute__((aligned(256))) = 5;
__thread char between[77];
__thread long last = 6;

__attribute__((noinline)) void said(int n) {
  printf("said %d %d %ld %d\n", n, wide, last, between[n] + between[76]);
  fflush(stdout);
}

static void *work(void *argument) {
  int n = (int)(intptr_t)argument;
  wide += n;
  last -= n;
  between[n]++;
  said(n);
  return NULL;
}

int main(void) {
  pthread_t thread;
  work((void *)1);
  pthread_create(&thread, NULL, work, (void *)7);
  pthread_join(thread, NULL);
  work((void *)2);
  return 0;
}
