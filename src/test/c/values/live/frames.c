/* Calls whose returns are hard to follow; each mode prints its own truth. */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FUNCTION __attribute__((noinline, noclone))

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

/* What each return gave, in the order of the returns: argument, result, the least and the most it can have taken. */
static struct { int n; long result, least, most; } returned[4096];
static int returns;

static void note(int n, long result, long least, long most) {
  returned[returns].n = n;
  returned[returns].result = result;
  returned[returns].least = least;
  returned[returns++].most = most;
}

static long inside;

FUNCTION long tree(int n) {
  long begin = now();
  long result = n;
  for (int child = n - 1; child >= 0 && child >= n - 2; child--) {
    long before = now();
    long of_child = tree(child);
    long within = inside;
    note(child, of_child, within, now() - before);
    result += of_child;
  }
  inside = now() - begin;
  return result;
}

FUNCTION int deep(int n) { return n == 0 ? 0 : 1 + deep(n - 1); }

static jmp_buf out;
FUNCTION int leaves(int n) {
  char room[64 + n % 3 * 32];
  memset(room, n, sizeof room);
  if (n % 2) longjmp(out, 1);
  return n * 10 + room[3];
}
FUNCTION int around(int n) { return leaves(n) + 1; }

static volatile int handled;
FUNCTION int visited(int n) { return n * 2; }
static void handler(int signal) { handled += visited(signal == SIGUSR1 ? 1000 : 2000); }
FUNCTION int interrupted(int n) {
  raise(n % 2 ? SIGUSR1 : SIGUSR2);
  return visited(n);
}

static pthread_barrier_t together;
FUNCTION long work(long n, int depth) { return depth == 0 ? n : work(n + 1, depth - 1) + 1; }
static void *worker(void *argument) {
  long number = (long)argument;
  long sum = 0;
  pthread_barrier_wait(&together);
  for (int i = 0; i < 500; i++) sum += work(number * 1000 + i, i % 4);
  return (void *)sum;
}

FUNCTION int quits(int n) {
  if (n % 2) pthread_exit(0);
  return n + 7;
}
static void *quitter(void *argument) {
  quits((int)(long)argument);
  return 0;
}

FUNCTION int last(int n) { return n * 3; }
FUNCTION int hands_on(int n) { return last(n + 1); }
FUNCTION int is_even(unsigned n);
FUNCTION int is_odd(unsigned n) { return n == 0 ? 0 : is_even(n - 1); }
FUNCTION int is_even(unsigned n) { return n == 0 ? 1 : is_odd(n - 1); }

/* Is entered, and the program begins anew; the calls of the new one return. */
FUNCTION int replaces(int n, char **arguments) {
  if (n == 0) {
    arguments[1] = "replacing";
    execv("/proc/self/exe", arguments);
  }
  return n + 7;
}

int main(int count, char **arguments) {
  (void)count;
  const char *mode = arguments[1];
  if (!strcmp(mode, "tree")) {
    long before = now();
    long result = tree(9);
    note(9, result, inside, now() - before);
    for (int i = 0; i < returns; i++)
      printf("%d %ld %ld %ld\n", returned[i].n, returned[i].result, returned[i].least, returned[i].most);
  } else if (!strcmp(mode, "deep")) {
    printf("%d\n", deep(99));
  } else if (!strcmp(mode, "jumps")) {
    for (volatile int n = 0; n < 300; n++)
      if (!setjmp(out)) printf("%d %d\n", n, around(n));
  } else if (!strcmp(mode, "signals")) {
    struct sigaction action = {.sa_handler = handler};
    sigaction(SIGUSR1, &action, 0);
    stack_t other = {.ss_sp = malloc(1 << 16), .ss_size = 1 << 16};
    sigaltstack(&other, 0);
    action.sa_flags = SA_ONSTACK;
    sigaction(SIGUSR2, &action, 0);
    for (int n = 0; n < 50; n++) printf("%d %d\n", n, interrupted(n));
  } else if (!strcmp(mode, "threads")) {
    pthread_t threads[16];
    pthread_barrier_init(&together, 0, 16);
    for (long i = 0; i < 16; i++) pthread_create(threads + i, 0, worker, (void *)i);
    for (long i = 0; i < 16; i++) {
      void *sum;
      pthread_join(threads[i], &sum);
      printf("%ld %ld\n", i, (long)sum);
    }
  } else if (!strcmp(mode, "exits")) {
    for (long n = 0; n < 40; n++) {
      pthread_t thread;
      pthread_create(&thread, 0, quitter, (void *)n);
      pthread_join(thread, 0);
    }
  } else if (!strcmp(mode, "replaced")) {
    return replaces(0, arguments);
  } else if (!strcmp(mode, "replacing")) {
    for (int n = 1; n <= 3; n++) printf("%d %d\n", n, replaces(n, arguments));
  } else if (!strcmp(mode, "tails")) {
    for (int n = 0; n < 20; n++) printf("%d %d %d\n", n, hands_on(n), is_even(n));
  }
  return 0;
}
