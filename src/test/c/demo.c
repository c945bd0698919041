/*
 * The program that the examples look into: a small shop service that does nothing useful.
 *
 * One thread accepts requests at an even rate and parses them, two workers handle them. What a
 * request contains follows from its number alone (see `write_request`), so that a test can compute
 * what a trace has to show; with --print the program also writes it down itself.
 *
 *     tracebook-demo [--print] [--rate PER_SECOND] [SECONDS]     default: 500 a second for 60 s
 *
 * Build: gcc -g -O2 -pthread -o tracebook-demo demo.c
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* In a program of many files a function of another file is not inlined; here this says so. */
#define STAGE __attribute__((noinline, noclone))

#define WORKERS 2
#define QUEUE 64
#define ITEMS 4

enum method { GET, POST, PUT, DELETE };
enum state { ACCEPTED, PARSED, HANDLED, REFUSED };

struct address {
  uint32_t ip;
  uint16_t port;
};

struct item {
  uint32_t article;
  uint16_t count;
  int32_t cents;
};

struct request {
  uint64_t id;
  enum method method;
  enum state state;
  char uri[48];
  const char *customer;
  struct address from;
  unsigned keep_alive : 1;
  unsigned priority : 3;
  unsigned retries : 4;
  int32_t size;
  struct item items[ITEMS];
  int item_count;
};

struct response {
  int status;
  int64_t total_cents;
  double discount;
};

struct worker {
  pthread_t thread;
  int number;
  uint64_t handled;
  struct request *current;
};

struct queue {
  pthread_mutex_t lock;
  pthread_cond_t filled;
  pthread_cond_t drained;
  struct request slots[QUEUE];
  unsigned first;
  unsigned length;
  bool closed;
};

static const char *const customers[] = {"ada", "grace", "edsger", "barbara", "ken"};
static const char *const method_names[] = {"GET", "POST", "PUT", "DELETE"};
static const char *const paths[] = {"/cart", "/orders", "/search?q=tea", "/articles/17", "/login"};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

uint64_t requests_total;
int64_t revenue_cents;
static int rate_per_second = 500;
static bool print_truth;
static struct queue queue = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .filled = PTHREAD_COND_INITIALIZER,
    .drained = PTHREAD_COND_INITIALIZER,
};

static inline uint32_t checksum(const char *text) {
  uint32_t sum = 2166136261u;
  for (; *text; text++) sum = (sum ^ (unsigned char)*text) * 16777619u;
  return sum;
}

/* The request with this number, as it would come in from the network. */
static int write_request(uint64_t id, char *text, size_t room) {
  return snprintf(text, room, "%s %s %s %d", method_names[id % COUNT(method_names)],
                  paths[id % COUNT(paths)], customers[id % COUNT(customers)],
                  (int)(id * 37 % 4096));
}

STAGE int parse_request(struct request *r, const char *text, size_t length) {
  char method[8], customer[16];
  int size = 0;
  if (length == 0 || sscanf(text, "%7s %47s %15s %d", method, r->uri, customer, &size) != 4)
    return -1;
  for (unsigned i = 0; i < COUNT(method_names); i++)
    if (strcmp(method, method_names[i]) == 0) r->method = (enum method)i;
  r->customer = NULL;
  for (unsigned i = 0; i < COUNT(customers); i++)
    if (strcmp(customer, customers[i]) == 0) r->customer = customers[i];
  r->size = size;
  r->state = PARSED;
  return 0;
}

STAGE int64_t price_of(const struct item *item, enum method method) {
  int64_t cents = (int64_t)item->count * item->cents;
  return method == DELETE ? -cents : cents;
}

STAGE int handle_request(struct worker *self, struct request *r, struct response *out) {
  int64_t total = 0;
  self->current = r;
  for (int i = 0; i < r->item_count; i++) {
    int64_t cents = price_of(&r->items[i], r->method);
    total += cents;
  }
  out->total_cents = total;
  out->discount = r->priority > 5 ? 0.125 : 0.0;
  out->status = r->size > 4000 ? 413 : r->method == DELETE && r->retries == 0 ? 403 : 200;
  r->state = out->status == 200 ? HANDLED : REFUSED;
  self->handled++;
  return out->status;
}

static void finish_request(const struct worker *self, const struct request *r,
                           const struct response *response) {
  __atomic_add_fetch(&requests_total, 1, __ATOMIC_RELAXED);
  if (response->status == 200)
    __atomic_add_fetch(&revenue_cents, response->total_cents, __ATOMIC_RELAXED);
  if (print_truth)
    printf("id=%llu method=%s uri=%s customer=%s ip=%u port=%u keep_alive=%u priority=%u "
           "retries=%u size=%d items=%d status=%d total_cents=%lld worker=%d checksum=%u\n",
           (unsigned long long)r->id, method_names[r->method], r->uri, r->customer, r->from.ip,
           r->from.port, r->keep_alive, r->priority, r->retries, r->size, r->item_count,
           response->status, (long long)response->total_cents, self->number, checksum(r->uri));
}

static void *work(void *argument) {
  struct worker *self = argument;
  for (;;) {
    pthread_mutex_lock(&queue.lock);
    while (queue.length == 0 && !queue.closed) pthread_cond_wait(&queue.filled, &queue.lock);
    if (queue.length == 0) {
      pthread_mutex_unlock(&queue.lock);
      return NULL;
    }
    struct request request = queue.slots[queue.first];
    queue.first = (queue.first + 1) % QUEUE;
    queue.length--;
    pthread_cond_signal(&queue.drained);
    pthread_mutex_unlock(&queue.lock);

    struct response response;
    handle_request(self, &request, &response);
    finish_request(self, &request, &response);
  }
}

static void enqueue(const struct request *r) {
  pthread_mutex_lock(&queue.lock);
  while (queue.length == QUEUE) pthread_cond_wait(&queue.drained, &queue.lock);
  queue.slots[(queue.first + queue.length) % QUEUE] = *r;
  queue.length++;
  pthread_cond_signal(&queue.filled);
  pthread_mutex_unlock(&queue.lock);
}

static void accept_request(uint64_t id) {
  char text[96];
  struct request r = {.id = id, .from = {.ip = 0x0a000000u + (uint32_t)(id % 250),
                                         .port = (uint16_t)(32768 + id % 1000)}};
  r.keep_alive = id % 3 != 0;
  r.priority = id % 8;
  r.retries = id % 5;
  r.item_count = (int)(id % (ITEMS + 1));
  for (int i = 0; i < r.item_count; i++)
    r.items[i] = (struct item){.article = (uint32_t)(id * 10 + i),
                               .count = (uint16_t)(1 + i),
                               .cents = (int32_t)(199 + id % 100)};
  int length = write_request(id, text, sizeof text);
  if (parse_request(&r, text, (size_t)length) == 0) enqueue(&r);
}

static struct timespec later(struct timespec t, long nanoseconds) {
  t.tv_nsec += nanoseconds;
  t.tv_sec += t.tv_nsec / 1000000000;
  t.tv_nsec %= 1000000000;
  return t;
}

static long number(const char *text, long most) {
  char *end;
  long n = strtol(text, &end, 10);
  if (*end != '\0' || end == text || n < 1 || n > most) {
    fprintf(stderr, "`%s` is not a number from 1 to %ld\n", text, most);
    exit(2);
  }
  return n;
}

int main(int argc, char **argv) {
  long seconds = 60;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--print") == 0)
      print_truth = true;
    else if (strcmp(argv[i], "--rate") == 0 && i + 1 < argc)
      rate_per_second = (int)number(argv[++i], 1000000);
    else
      seconds = number(argv[i], 86400);
  }

  struct worker workers[WORKERS] = {0};
  for (int i = 0; i < WORKERS; i++) {
    workers[i].number = i;
    if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) return 1;
    char name[16];
    snprintf(name, sizeof name, "worker-%d", i);
    pthread_setname_np(workers[i].thread, name);
  }

  struct timespec next;
  clock_gettime(CLOCK_MONOTONIC, &next);
  uint64_t last = (uint64_t)seconds * (uint64_t)rate_per_second;
  for (uint64_t id = 1; id <= last; id++) {
    accept_request(id);
    next = later(next, 1000000000 / rate_per_second);
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL) == EINTR) {
    }
  }

  pthread_mutex_lock(&queue.lock);
  queue.closed = true;
  pthread_cond_broadcast(&queue.filled);
  pthread_mutex_unlock(&queue.lock);
  for (int i = 0; i < WORKERS; i++) pthread_join(workers[i].thread, NULL);
  return 0;
}
