/*
 * Obeys lines: "hit SEED" gives everything the values that follow from the seed, calls a function
 * that comes to the probed line, says so there and waits for "on"; so its memory can be read as it
 * was at the hit. "on, say" makes it print what the values are, each in a line that begins with "=".
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

/* Of the program that includes this; say prints what it knows of the values, as a cell shows them. */
static void fill(void);
static int call(void);
#ifdef SAYS
static void say(void);
#endif

static char *unmapped, *forbidden;
static uint64_t state;
static int tells;
/* Where the thread has its own variables. */
static void *thread_area;

/* A number by chance, often one at the edge of a type. */
static uint64_t next(void) {
  static const uint64_t edges[] = {0, 1, -1ul, 2, 127, 128, 255, 256, 0x7fff, 0x8000, 0xffff, 0x7fffffff,
      0x80000000, 0xffffffff, 0x100000000, 0x7fffffffffffffff, 0x8000000000000000, -0x80000000ul};
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state % 3 ? edges[state / 3 % (sizeof edges / sizeof *edges)] : state >> (state % 61);
}

/* Reads and keeps its hands off everything else. */
__attribute__((noinline)) static int pause_here(const void *one, const void *two, long three) {
  char line[16];
  __asm__ volatile("" : : "r"(one), "r"(two), "r"(three) : "memory");
  puts("here");
  if (!fgets(line, sizeof line, stdin)) return 1;
  tells = line[2] == ',';
  return 0;
}

/* What is left on the stack is the same whatever was called before. */
__attribute__((noinline)) static void sweep(void) {
  char all[1 << 15];
  __builtin_memset(all, 0, sizeof all);
  __asm__ volatile("" : : "r"(all) : "memory");
}

int main(void) {
  char line[64];
  __asm__("mov %%fs:0, %0" : "=r"(thread_area));
  setvbuf(stdout, NULL, _IOLBF, 0);
#ifdef SAID
  catch_signals();
#endif
  /* Far from everything else, so that there is nothing beside them either, but a page in front of what is forbidden. */
  unmapped = (char *)mmap((void *)0x100000000000, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  forbidden = 4096 + (char *)mmap((void *)0x110000000000, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  mprotect(forbidden, 4096, PROT_NONE);
  munmap(unmapped, 4096);
  while (fgets(line, sizeof line, stdin)) {
    state = strtoul(line + 4, NULL, 10) * 0x9e3779b97f4a7c15ul + 1;
    for (int i = 0; i < 8; i++) next();
    sweep();
    fill();
    int result = call();
#ifdef SAYS
    if (tells) say();
    tells = 0; /* As it is where nobody asks. */
#endif
    printf("%d\n", result);
  }
}
