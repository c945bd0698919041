/* Threads that call work() with jobs by chance, and what comes of them by group: the truth that a
   summarize is compared with. Usage: groups THREADS JOBS [UNREADABLE]; every UNREADABLE-th job has a null pointer. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum color { RED = -3, GREEN, BLUE };

struct job {
  const char *uri;
  enum color color;
  bool urgent;
  int32_t delta;
  uint8_t small;
  int64_t wide;
  uint64_t huge;
  int16_t *value;
  char tag[8];
};

enum { URIS = 5, GROUPS = URIS * 3 * 2 };
static const char *uris[URIS] = {"/", "/index.html", "/a/b/c", "", "/\xc3\xa9t\xc3\xa9"};

struct truth {
  long count;
  __int128 deltas, wides, huges;
  int32_t least_delta, largest_delta;
  int64_t least_wide, largest_wide;
  uint64_t least_huge, largest_huge;
  bool seen[256];
};

static long jobs;
static long unreadable;
static struct truth all[64][GROUPS];

/* Begins with a nop, which the kernel emulates. */
__attribute__((noinline, patchable_function_entry(1))) void work(struct job *job) {
  __asm__ volatile("" : : "r"(job) : "memory");
}

static uint64_t chance(uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

static void *run(void *argument) {
  long thread = (long)argument;
  int16_t value;
  for (long i = 0; i < jobs; i++) {
    uint64_t x = chance(thread * jobs + i), y = chance(x);
    int uri = x % URIS, color = (int)(x >> 8) % 3 < 0 ? 0 : (x >> 8) % 3, urgent = x >> 16 & 1;
    struct job job = {uris[uri], RED + color, urgent, (int32_t)(x >> 20) % 1001 - 500, x >> 40};
    job.wide = (int64_t)y >> (x >> 48 & 63);
    job.huge = y >> (x >> 54 & 63);
    value = y;
    job.value = unreadable && i % unreadable == 0 ? NULL : &value;
    memset(job.tag, 'x', sizeof job.tag);
    strcpy(job.tag, urgent ? "yes" : "no");
    if (job.small & 1) job.tag[6] = 'y';
    work(&job);
    struct truth *t = &all[thread][(uri * 3 + color) * 2 + urgent];
    if (!t->count || job.delta < t->least_delta) t->least_delta = job.delta;
    if (!t->count || job.delta > t->largest_delta) t->largest_delta = job.delta;
    if (!t->count || job.wide < t->least_wide) t->least_wide = job.wide;
    if (!t->count || job.wide > t->largest_wide) t->largest_wide = job.wide;
    if (!t->count || job.huge < t->least_huge) t->least_huge = job.huge;
    if (!t->count || job.huge > t->largest_huge) t->largest_huge = job.huge;
    t->count++;
    t->deltas += job.delta;
    t->wides += job.wide;
    t->huges += job.huge;
    t->seen[job.small] = true;
  }
  return NULL;
}

static void number(__int128 n) {
  char text[48], *at = text + sizeof text - 1;
  bool negative = n < 0;
  unsigned __int128 m = negative ? -(unsigned __int128)n : n;
  *at = 0;
  do *--at = '0' + (int)(m % 10);
  while (m /= 10);
  if (negative) *--at = '-';
  printf(" %s", at);
}

int main(int argc, char **argv) {
  long threads = atol(argv[1]);
  pthread_t thread[64];
  jobs = atol(argv[2]);
  unreadable = argc > 3 ? atol(argv[3]) : 0;
  for (long i = 0; i < threads; i++) pthread_create(thread + i, NULL, run, (void *)i);
  for (long i = 0; i < threads; i++) pthread_join(thread[i], NULL);
  for (int g = 0; g < GROUPS; g++) {
    struct truth sum = {0};
    for (long i = 0; i < threads; i++) {
      struct truth *t = &all[i][g];
      if (!t->count) continue;
      if (!sum.count || t->least_delta < sum.least_delta) sum.least_delta = t->least_delta;
      if (!sum.count || t->largest_delta > sum.largest_delta) sum.largest_delta = t->largest_delta;
      if (!sum.count || t->least_wide < sum.least_wide) sum.least_wide = t->least_wide;
      if (!sum.count || t->largest_wide > sum.largest_wide) sum.largest_wide = t->largest_wide;
      if (!sum.count || t->least_huge < sum.least_huge) sum.least_huge = t->least_huge;
      if (!sum.count || t->largest_huge > sum.largest_huge) sum.largest_huge = t->largest_huge;
      sum.count += t->count;
      sum.deltas += t->deltas;
      sum.wides += t->wides;
      sum.huges += t->huges;
      for (int s = 0; s < 256; s++) sum.seen[s] |= t->seen[s];
    }
    if (!sum.count) continue;
    int small = 0;
    for (int s = 0; s < 256; s++) small += sum.seen[s];
    const char *colors[] = {"RED", "GREEN", "BLUE"};
    printf("group |%s|%s|%s|", uris[g / 6], colors[g / 2 % 3], g % 2 ? "true" : "false");
    number(sum.count);
    number(sum.deltas);
    number(sum.least_delta);
    number(sum.largest_delta);
    number(sum.wides);
    number(sum.least_wide);
    number(sum.largest_wide);
    number(sum.huges);
    number(sum.least_huge);
    number(sum.largest_huge);
    number(small);
    puts("");
  }
  return 0;
}
