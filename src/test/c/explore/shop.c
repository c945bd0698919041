#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

enum method { GET, POST = 5 };

struct request {
  char tag;
  uint64_t id;
  unsigned keep_alive : 1;
  unsigned priority : 3;
  struct {
    uint32_t ip;
    uint16_t port;
  } from;
  const char *uri;
};

uint64_t requests_total;
static int rate = 5;

static inline int weight(int n) {
  return n * 3 + rate;
}

__attribute__((noinline)) int parse(struct request *r, int length) {
  int sum = 0;
  for (int i = 0; i < length; i++) {
    int doubled = i * 2;
    sum += doubled;
  }
  requests_total += r->id;
  return sum + weight(length);
}

int main(int argc, char **argv) {
  struct request r = {'a', 7, 1, 2, {1, 2}, argv[0]};
  do {
    usleep(1000);
    r.id = (uint64_t)parse(&r, argc + 3);
  } while (argc > 1);
  return 0;
}
