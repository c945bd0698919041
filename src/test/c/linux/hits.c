/* Says where hit() is, then obeys lines of its input: "N" hits with 1..N, "fault" hits a page that
   is mapped and not resident, "fork" hits once in a child, "quit" ends. Answers each line with
   "done". With an argument N it hits N times at once. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

__attribute__((noinline)) void hit(const long *value) {
  __asm__ volatile("" : : "r"(value) : "memory");
}

static void fault(const char *self) {
  int fd = open(self, O_RDONLY);
  char *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
  close(fd);
  madvise(page, 4096, MADV_DONTNEED);
  hit((const long *)page);
  munmap(page, 4096);
}

int main(int argc, char **argv) {
  char line[64];
  for (long i = 1; argc > 1 && i <= atol(argv[1]); i++) hit(&i);
  setvbuf(stdout, NULL, _IOLBF, 0);
  printf("%p\n", (void *)hit);
  while (fgets(line, sizeof line, stdin)) {
    if (!strncmp(line, "quit", 4)) break;
    if (!strncmp(line, "fault", 5)) {
      fault("/proc/self/exe");
    } else if (!strncmp(line, "fork", 4)) {
      long one = 1;
      pid_t child = fork();
      if (child == 0) {
        hit(&one);
        _exit(0);
      }
      waitpid(child, NULL, 0);
    } else {
      long n = atol(line);
      for (long i = 1; i <= n; i++) hit(&i);
    }
    puts("done");
  }
  return 7;
}
