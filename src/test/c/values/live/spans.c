/* Spans of time between two places; each mode prints what each of them was: the columns of the test's rows. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define FUNCTION __attribute__((noinline, noclone))

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

struct job { int id; const char *name; };
static long sink;

FUNCTION void begin(struct job *job, int level) { sink += job->id + level; }
FUNCTION void end(struct job *job, int status) { sink -= job->id + status; }
FUNCTION void stray(void) { sink++; }

FUNCTION long work(int n) {
  if (n < 2) return n;
  long one = work(n - 1), two = work(n - 2);
  sink++;
  return one + two;
}
FUNCTION void took(long ns) { sink += ns; }

static struct job jobs[1000];

static void nest(int level) {
  struct job job = {level, "nested"};
  long outer = now();
  begin(&job, level);
  long inner = now();
  if (level < 5) nest(level + 1);
  if (level < 5) nest(level + 1);
  long inside = now() - inner;
  end(&job, level * 2);
  printf("%d %d %ld %ld\n", level, level * 2, inside, now() - outer);
}

static void *starter(void *argument) {
  long thread = (long)argument;
  for (int i = 0; i < 100; i++) begin(&jobs[thread * 100 + i], (int)thread);
  return 0;
}

static void *finisher(void *argument) {
  long thread = (long)argument;
  for (int i = 0; i < 100; i++) end(&jobs[i * 10 + thread], 7);
  return 0;
}

static void *one_key(void *argument) {
  for (int i = 0; i < 2000; i++) {
    begin(&jobs[1], (int)(long)argument);
    end(&jobs[1], (int)(long)argument);
  }
  return 0;
}

/* A key nests in one thread and unnests in another, which adds a level of its own; four at once. */
enum { LEVELS = 5, RELAYS = 4, ROUNDS = 25 };
static struct relay {
  pthread_barrier_t handed, done;
  long before[LEVELS + 1], after[LEVELS + 1];
} relays[RELAYS];

static void down(struct relay *r, struct job *job, int level, int last) {
  r->before[level] = now();
  begin(job, level);
  r->after[level] = now();
  if (level < last) down(r, job, level + 1, last);
}
static void up(struct relay *r, struct job *job, int level) {
  long inside = now() - r->after[level];
  end(job, level);
  long outside = now() - r->before[level];
  printf("%d %d %ld %ld\n", job->id, level, inside, outside);
  if (level > 0) up(r, job, level - 1);
}

static void *hand_over(void *argument) {
  struct relay *r = relays + (long)argument / 2;
  for (int i = 0; i < ROUNDS; i++) {
    struct job *job = &jobs[(long)argument / 2 * ROUNDS + i];
    if ((long)argument % 2 == 0) down(r, job, 0, LEVELS - 1);
    pthread_barrier_wait(&r->handed);
    if ((long)argument % 2 == 1) down(r, job, LEVELS, LEVELS), up(r, job, LEVELS);
    pthread_barrier_wait(&r->done);
  }
  return 0;
}

static void all(void *(*work)(void *), int count) {
  pthread_t threads[16];
  for (long i = 0; i < count; i++) pthread_create(threads + i, 0, work, (void *)i);
  for (long i = 0; i < count; i++) pthread_join(threads[i], 0);
}

int main(int count, char **arguments) {
  (void)count;
  for (int i = 0; i < 1000; i++) jobs[i] = (struct job){i, i % 2 ? "odd" : "even"};
  if (!strcmp(arguments[1], "nest")) {
    nest(0);
  } else if (!strcmp(arguments[1], "threads")) {
    all(starter, 10);
    all(finisher, 10);
  } else if (!strcmp(arguments[1], "relay")) {
    for (int i = 0; i < RELAYS; i++)
      pthread_barrier_init(&relays[i].handed, 0, 2), pthread_barrier_init(&relays[i].done, 0, 2);
    all(hand_over, 2 * RELAYS);
  } else if (!strcmp(arguments[1], "shared")) {
    all(one_key, 8);
  } else if (!strcmp(arguments[1], "unpaired")) {
    end(&jobs[1], 1);
    begin(&jobs[1], 1);
    begin(&jobs[2], 1);
    end(&jobs[2], 1);
    begin(&jobs[3], 1);
    end(&jobs[4], 1);
  } else if (!strcmp(arguments[1], "work")) {
    for (int n = 0; n < 12; n++) {
      long before = now(), result = work(n);
      took(result);
      printf("%d %ld %ld %ld\n", n, result, sink, now() - before);
    }
  } else if (!strcmp(arguments[1], "many")) {
    for (int i = 0; i < 66000; i++) {
      struct job job = {i, "many"};
      begin(&job, i);
    }
  }
  return 0;
}
