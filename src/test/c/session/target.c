/* Says where probe() and other() are, then obeys lines of its input and answers each with what it
   has done: the truth that a trace is compared with. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Begins with a nop, which the kernel emulates: a hit costs 1 us instead of 15. */
__attribute__((noinline, patchable_function_entry(1))) long probe(long a, long b, long c, long d, long e, long f) {
  __asm__ volatile("" : : "r"(a), "r"(b), "r"(c), "r"(d), "r"(e), "r"(f) : "memory");
  return a;
}

__attribute__((noinline, patchable_function_entry(1))) long other(long a) {
  __asm__ volatile("" : : "r"(a) : "memory");
  return a;
}

/* The kernel probes nothing that begins with a lock prefix. */
__attribute__((naked, noinline)) void locked(void) {
  __asm__ volatile("lock incq -8(%rsp)\n ret");
}

static volatile long total;

static void *hits(void *count) {
  for (long i = 1; i <= (long)count; i++) probe(i, 0, 0, 0, 0, 0);
  return NULL;
}

static void on_first_processor(void) {
  cpu_set_t first;
  CPU_ZERO(&first);
  CPU_SET(0, &first);
  sched_setaffinity(0, sizeof first, &first);
}

static void *first(void *at) {
  on_first_processor();
  probe(1, (long)at, 0, 0, 0, 0);
  return NULL;
}

static void *second(void *at) {
  on_first_processor();
  probe(2, (long)at, 0, 0, 0, 0);
  return NULL;
}

/* A thread that reads a page which is not there until another thread, on the same processor, has been at the probe. */
static int overtaken(void) {
  static char contents[4096];
  static long other_place = 22;
  pthread_t one, two;
  struct uffd_msg fault;
  int user = syscall(SYS_userfaultfd, O_CLOEXEC);
  struct uffdio_api api = {.api = UFFD_API};
  char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  struct uffdio_register missing = {.range = {(long)page, 4096}, .mode = UFFDIO_REGISTER_MODE_MISSING};
  struct uffdio_copy copy = {.dst = (long)page, .src = (long)contents, .len = 4096};
  if (ioctl(user, UFFDIO_API, &api) || ioctl(user, UFFDIO_REGISTER, &missing)) return 0;
  *(long *)contents = 11;
  pthread_create(&one, NULL, first, page);
  if (read(user, &fault, sizeof fault) != sizeof fault) return 0;
  pthread_create(&two, NULL, second, &other_place);
  pthread_join(two, NULL);
  if (ioctl(user, UFFDIO_COPY, &copy)) return 0;
  pthread_join(one, NULL);
  close(user);
  return 1;
}

int main(int argc, char **argv) {
  static char line[1 << 16];
  static char text[1 << 16];
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (argc > 1) {
    hits((void *)atol(argv[1]));
    printf("hit %s times\n", argv[1]);
    fprintf(stderr, "on the other stream\n");
    return 7;
  }
  printf("%p %p %p\n", (void *)probe, (void *)other, (void *)locked);
  while (fgets(line, sizeof line, stdin)) {
    long v[6] = {0};
    line[strcspn(line, "\n")] = 0;
    if (!strncmp(line, "call ", 5)) {
      char *at = line + 5;
      for (int i = 0; i < 6; i++) v[i] = (long)strtoull(at, &at, 16);
      probe(v[0], v[1], v[2], v[3], v[4], v[5]);
      puts("done");
    } else if (!strncmp(line, "other ", 6)) {
      other(strtol(line + 6, NULL, 10));
      puts("done");
    } else if (!strncmp(line, "text ", 5)) {
      strcpy(text, line + 5);
      probe((long)text, 0, 0, 0, 0, 0);
      printf("%p\n", (void *)text);
    } else if (!strcmp(line, "untouched")) {
      char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      probe((long)page, 0, 0, 0, 0, 0);
      printf("%p\n", (void *)page);
    } else if (!strcmp(line, "file")) {
      int fd = open("/proc/self/exe", O_RDONLY);
      char *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
      close(fd);
      madvise(page, 4096, MADV_DONTNEED);
      probe((long)page, 0, 0, 0, 0, 0);
      printf("%p\n", (void *)page);
    } else if (!strcmp(line, "unmapped")) {
      char *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      munmap(page, 4096);
      probe((long)page, 0, 0, 0, 0, 0);
      printf("%p\n", (void *)page);
    } else if (!strcmp(line, "overtaken")) {
      puts(overtaken() ? "done" : "no userfaultfd");
    } else if (!strncmp(line, "hits ", 5)) {
      hits((void *)atol(line + 5));
      puts("done");
    } else if (!strncmp(line, "threads ", 8)) {
      pthread_t one, two;
      pthread_create(&one, NULL, hits, (void *)atol(line + 8));
      pthread_create(&two, NULL, hits, (void *)atol(line + 8));
      pthread_join(one, NULL);
      pthread_join(two, NULL);
      puts("done");
    } else if (!strncmp(line, "many ", 5)) {
      pthread_t all[64];
      char *at = line + 5;
      long threads = strtol(at, &at, 10);
      void *count = (void *)strtol(at, &at, 10);
      for (long i = 0; i < threads; i++) pthread_create(all + i, NULL, hits, count);
      for (long i = 0; i < threads; i++) pthread_join(all[i], NULL);
      puts("done");
    } else if (!strncmp(line, "forever ", 8)) {
      int fd = open(line + 8, O_RDWR | O_CREAT, 0600);
      if (ftruncate(fd, 8)) return 1;
      volatile long *count = mmap(NULL, 8, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
      puts("done");
      for (;;) {
        probe(*count + 1, 0, 0, 0, 0, 0);
        ++*count;
      }
    } else if (!strncmp(line, "name ", 5)) {
      prctl(PR_SET_NAME, line + 5);
      probe(0, 0, 0, 0, 0, 0);
      puts("done");
    } else if (!strcmp(line, "quit")) {
      break;
    } else {
      puts("what?");
    }
  }
  return 0;
}
