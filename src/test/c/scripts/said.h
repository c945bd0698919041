/*
 * For a build of types.c that says what expressions are at the probed line: SAID is a file with a
 * SAY for each. What cannot be read or divided has no value.
 */
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>

static sigjmp_buf again;

static void failed(int signal) {
  (void)signal;
  siglongjmp(again, 1);
}

static void catch_signals(void) {
  struct sigaction action = {.sa_handler = failed, .sa_flags = SA_NODEFER};
  sigaction(SIGSEGV, &action, NULL);
  sigaction(SIGBUS, &action, NULL);
  sigaction(SIGFPE, &action, NULL);
}

#define SAY(e) \
  if (sigsetjmp(again, 0) == 0) { \
    printf("%ld ", (long)(+(e))); \
  } else { \
    printf("failed "); \
  }

#define null ((void *)0)
#define container_of(p, type, member) ((type *)((char *)(p)-offsetof(type, member)))
/* Counts are masked to the width of the left operand. */
#define SHIFT(a, op, b) ((a)op((b) & (int)(sizeof(+(a)) * CHAR_BIT - 1)))
#define DISTANCE(p, q) ((long)((p) - (q)))
#define EQUAL(s, literal) (strcmp(s, literal) == 0)
#define STARTS(s, literal) (strncmp(s, literal, sizeof(literal) - 1) == 0)
