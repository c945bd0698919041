/* Says of itself what special values, passes of conditions and columns must show. */
#define _GNU_SOURCE
#include <float.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long clock_ns(int clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1000000000l + t.tv_nsec;
}

/* ---- special values */

static long cgroup(void) {
  char mount[256] = "", path[256] = "", line[512], one[256];
  FILE *f = fopen("/proc/self/mounts", "r");
  while (f && fgets(line, sizeof line, f))
    if (strstr(line, " cgroup2 ")) sscanf(line, "%*s %255s", mount);
  if (f) fclose(f);
  f = fopen("/proc/self/cgroup", "r");
  while (f && fgets(line, sizeof line, f))
    if (sscanf(line, "0::%255s", one) == 1) strcpy(path, one);
  if (f) fclose(f);
  strncat(mount, path, 255 - strlen(mount));
  struct stat s;
  return *mount && stat(mount, &s) == 0 ? (long)s.st_ino : -1;
}

extern char spot[];
static long before_spot[2];
__attribute__((noinline, noclone)) static void say(long sp) {
  long after[2] = {clock_ns(CLOCK_MONOTONIC), clock_ns(CLOCK_REALTIME)};
  char name[16];
  prctl(PR_GET_NAME, name);
  printf("spot %d %ld %d %d %d %ld %s %p 0x%lx %ld %ld %ld %ld\n", getpid(), syscall(SYS_gettid), sched_getcpu(), getuid(),
      getgid(), cgroup(), name, (void *)spot, sp, before_spot[0], after[0], before_spot[1], after[1]);
}

__attribute__((noinline, noclone)) void look(void) {
  long sp;
  before_spot[0] = clock_ns(CLOCK_MONOTONIC), before_spot[1] = clock_ns(CLOCK_REALTIME);
  __asm__ volatile("mov %%rsp, %0\n mov $0x1122334455667788, %%r12\n mov $-5, %%rbx" : "=r"(sp) : : "r12", "rbx");
  static long flags, turn;
  turn = !turn;
  __asm__ volatile("cmp $1, %1\n pushfq\n pop %0" : "=r"(flags) : "r"(turn) : "cc");
  __asm__ volatile(".globl spot\nspot: nop"); /* SPOT */
  say(sp);
  printf("flags %ld\n", flags);
}

static void on(int cpu) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  sched_setaffinity(0, sizeof set, &set);
}

static void *other_thread(void *cpu) {
  prctl(PR_SET_NAME, "other \xc3\xa9 thread");
  on((int)(long)cpu);
  look();
  return NULL;
}

static void specials(void) {
  pthread_t t;
  look();
  for (long cpu = 0; cpu < 2; cpu++) {
    pthread_create(&t, NULL, other_thread, (void *)(cpu % sysconf(_SC_NPROCESSORS_ONLN)));
    pthread_join(t, NULL);
  }
  if (setregid(4321, 0) == 0 && setreuid(1234, 0) == 0) look();
}

/* By the calling convention: integers in six registers, the others on the stack. */
enum mood { CALM, CROSS = 5 };
__attribute__((noinline, noclone)) long passed(signed char a, unsigned short b, const char *c, unsigned long d, enum mood e,
    _Bool f) {
  __asm__ volatile("" ::: "memory");
  printf("passed %d %d %s %lu %s %s\n", a, b, c, d, e == CROSS ? "CROSS" : "CALM", f ? "true" : "false");
  return a + b;
}

/* ---- passes */

__attribute__((noinline, noclone)) void step(int i, int *half) { __asm__ volatile("" ::: "memory"); }

/* ---- columns */

struct sized {
  int Size;
  short size;
  union {
    unsigned whole;
    unsigned char bytes[4];
    float real;
  };
  union {
    long wide;
    char text[8];
  } named;
  struct {
    struct {
      int x, X;
    } deep;
  } in;
  const char *where;
  struct sized *next;
};

struct kinds {
  int8_t i8;
  uint8_t u8;
  int16_t i16;
  uint16_t u16;
  int32_t i32;
  uint32_t u32;
  int64_t i64;
  uint64_t u64;
  float f32;
  double f64;
  long double f80;
  _Bool yes;
  char letter;
  enum mood mood;
  char name[8];
  const char *text;
  void *address;
  int numbers[3];
};

__attribute__((noinline, noclone)) void kinds(struct kinds *k) { __asm__ volatile("" ::: "memory"); }

__attribute__((noinline, noclone)) int shadowing(int x, struct sized *s) {
  int y = x * 2;
  {
    long x = y + 1;
    int Y = 7;
    {
      short x = -3;
      x -= Y;
      __asm__ volatile("" : : "r"(&x), "r"(&y), "r"(&Y) : "memory"); /* INNERMOST */
      y += x;
    }
    y += x;
  }
  return y + s->Size;
}

/* ---- strings that change */

struct named {
  char name[4];
  char behind;
};

__attribute__((noinline, noclone)) int rename_it(char *s, struct named *n) {
  strcpy(s, "same");
  memcpy(n->name, "gone", 4);
  __asm__ volatile("" ::: "memory");
  return 0;
}

/* ---- processes that start while the trace runs */

__attribute__((noinline, noclone)) void tick(int n, int total) { __asm__ volatile("" ::: "memory"); }

int main(int argc, char **argv) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  const char *what = argc > 1 ? argv[1] : "";
  if (!strcmp(what, "specials")) {
    specials();
  } else if (!strcmp(what, "passed")) {
    for (int i = 0; i < 4; i++)
      passed((signed char)(-128 + i), (unsigned short)(65535 - i), i % 2 ? "odd" : "even", ~(unsigned long)i, i % 2 ? CROSS : CALM, i > 1);
  } else if (!strcmp(what, "steps")) {
    int half;
    for (int i = 0; i < 60; i++) half = i / 2, step(i, i % 7 == 3 ? NULL : &half);
  } else if (!strcmp(what, "columns")) {
    struct sized s = {1, 2, {0x3fc00000}, {LONG_MIN}, {{3, 4}}, "here", &s};
    shadowing(10, &s);
    struct kinds k = {INT8_MIN, UINT8_MAX, INT16_MIN, UINT16_MAX, INT32_MIN, UINT32_MAX, INT64_MIN, UINT64_MAX, NAN, -NAN,
        1.25L, 1, 'A', (enum mood)9, "", "", (void *)-1l, {1, 2, 3}};
    kinds(&k);
    k = (struct kinds){INT8_MAX, 0, INT16_MAX, 0, INT32_MAX, 0, INT64_MAX, 1ul << 63, 0.1f, -0.0, -1.0L / 3, 0, '\n', CROSS,
        "eight..", NULL, NULL, {-1, -2, INT32_MIN}};
    kinds(&k);
  } else if (!strcmp(what, "rename")) {
    char s[8];
    struct named n;
    for (int i = 0; i < 12; i++) {
      snprintf(s, sizeof s, "%d", i % 5);
      memcpy(n.name, "ab\0", 4);
      n.name[i % 3] = "xyz"[i % 2];
      n.name[3] = i % 4 ? 0 : 'q'; /* Nothing ends it in every fourth. */
      n.behind = "A\0"[i % 2];
      rename_it(s, &n);
    }
  } else if (!strcmp(what, "child")) {
    for (int n = 0; n < 5; n++) tick(n, 5);
  } else if (!strcmp(what, "parent")) {
    for (;;) {
      if (fork() == 0) execl("/proc/self/exe", argv[0], "child", NULL), _exit(1);
      if (wait(NULL) < 0) return 1;
    }
  } else if (!strcmp(what, "wait")) {
    printf("ids %d %ld\n", getpid(), syscall(SYS_gettid));
    for (;;) tick(getpid(), (int)syscall(SYS_gettid)), usleep(1000);
  }
  return 0;
}
