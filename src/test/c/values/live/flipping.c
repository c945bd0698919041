/* A wide text of which the pointer changes all the time; both end behind the end of their page. */
#include <pthread.h>
#include <stdlib.h>
#include <wchar.h>

#define PAGE 4096

static const wchar_t *volatile text;
static volatile int done;

static wchar_t *filled(wchar_t with, int length, int in_page) {
  char *pages = aligned_alloc(PAGE, 2 * PAGE);
  wchar_t *at = (wchar_t *)(pages + PAGE) - in_page;
  for (int i = 0; i < length; i++) {
    at[i] = with;
  }
  at[length] = 0;
  return at;
}

static void *flip(void *unused) {
  (void)unused;
  const wchar_t *one = filled(L'a', 20, 3);
  const wchar_t *other = filled(L'b', 30, 17);
  while (!done) {
    text = one;
    text = other;
  }
  return 0;
}

__attribute__((noinline)) void look(int i) {
  __asm__ volatile("" : : "r"(i) : "memory");
}

int main(void) {
  pthread_t thread;
  const wchar_t *first = filled(L'c', 10, 5);
  text = first;
  look(0);
  pthread_create(&thread, 0, flip, 0);
  while (text == first) {
    // However late the other thread begins, both it and what was before are seen.
  }
  for (int i = 1; i < 3000; i++) {
    look(i);
  }
  done = 1;
  pthread_join(thread, 0);
  return 0;
}
