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

/* Where the mapping begins that holds an address or, if none does, the one above it. */
static unsigned long start_of(unsigned long address) {
  FILE *maps = fopen("/proc/self/maps", "r");
  unsigned long start = 0, end;
  char rest[512];
  while (fscanf(maps, "%lx-%lx%511[^\n]\n", &start, &end, rest) == 3 && end <= address) {
  }
  fclose(maps);
  return start;
}

/* Says where an area that grows downwards begins, before and after the probe was told of an address that many bytes below. */
static void below(char *area, long bytes) {
  unsigned long before = start_of((unsigned long)area);
  long at = (long)before - bytes;
  probe(at, 0, 0, 0, 0, 0);
  printf("%#lx %#lx %#lx\n", at, before, start_of((unsigned long)area));
}

/* Room for pages that are laid down one by one, and for a hole behind them. */
static char *room(int pages) {
  return mmap(NULL, 4096 * (pages + 2), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

/* A page of a file, with this at its end, that is mapped but not resident. */
static void absent_page(char *at, const char *ending, int length) {
  int fd = memfd_create("page", 0);
  if (ftruncate(fd, 4096) || pwrite(fd, ending, length, 4096 - length) != length) exit(1);
  mmap(at, 4096, PROT_READ, MAP_SHARED | MAP_FIXED, fd, 0);
  close(fd);
  madvise(at, 4096, MADV_DONTNEED);
}

/* Gives the end of such a page, where a hole is. */
static long edge(const char *ending, int length) {
  char *page = room(1);
  absent_page(page, ending, length);
  munmap(page + 4096, 4096);
  return (long)page + 4096;
}

/* Gives the address between two of them. */
static long seam(void) {
  char *page = room(2);
  absent_page(page, "seam", 4);
  absent_page(page + 4096, "", 0);
  return (long)page + 4096;
}

static volatile int changing;

static void *change(void *unused) {
  while (changing) munmap(mmap(NULL, 1 << 16, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0), 1 << 16);
  return unused;
}

/* While another thread changes what is mapped, all the time. */
static void absent_pages(long count) {
  pthread_t other;
  char *page = room(1);
  changing = 1;
  pthread_create(&other, NULL, change, NULL);
  absent_page(page, "changing", 8);
  for (long i = 0; i < count; i++) {
    madvise(page, 4096, MADV_DONTNEED);
    probe((long)page + 4088, 0, 0, 0, 0, 0);
  }
  changing = 0;
  pthread_join(other, NULL);
}

/* A page whose faults this program handles, and does not. */
static char *unhandled(void) {
  int user = syscall(SYS_userfaultfd, O_CLOEXEC);
  struct uffdio_api api = {.api = UFFD_API};
  char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  struct uffdio_register missing = {.range = {(long)page, 4096}, .mode = UFFDIO_REGISTER_MODE_MISSING};
  if (ioctl(user, UFFDIO_API, &api) || ioctl(user, UFFDIO_REGISTER, &missing)) return NULL;
  return page;
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
    } else if (!strncmp(line, "below stack ", 12)) {
      below((char *)&argc, atol(line + 12));
    } else if (!strncmp(line, "below area ", 11)) {
      char *area = mmap(NULL, 1 << 24, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) + (1 << 23);
      munmap(area - (1 << 23), 1 << 24);
      mmap(area, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN | MAP_FIXED, -1, 0);
      below(area, atol(line + 11));
    } else if (!strcmp(line, "edges")) {
      // Before the holes, so that it does not fill one.
      char *closed = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      long both = seam(), whole = edge("12345678", 8), half = edge("12345678", 8);
      long ended = edge("tail", 5), open = edge("tail", 4);
      probe(whole, half, ended, open, both, (long)closed);
      printf("%#lx %#lx %#lx\n", half, open, (long)closed);
    } else if (!strcmp(line, "unhandled")) {
      char *one = unhandled(), *two = unhandled();
      probe((long)one, (long)two, 0, 0, 0, 0);
      printf("%p %p\n", (void *)one, (void *)two);
    } else if (!strncmp(line, "changing ", 9)) {
      absent_pages(atol(line + 9));
      puts("done");
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
