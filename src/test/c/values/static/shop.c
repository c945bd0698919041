/* Static probes without anybody's header: the notes are written here, byte by byte. Says what the
   arguments were. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

__asm__(".pushsection .stapsdt.base,\"aG\",\"progbits\",.stapsdt.base,comdat\n"
        ".weak _.stapsdt.base\n.hidden _.stapsdt.base\n"
        "_.stapsdt.base: .space 1\n.size _.stapsdt.base, 1\n.popsection");

#define NOTE(name, semaphore, arguments)                                             \
  "990: nop\n"                                                                       \
  ".pushsection .note.stapsdt,\"\",\"note\"\n.balign 4\n"                            \
  ".4byte 992f-991f, 994f-993f, 3\n"                                                 \
  "991: .asciz \"stapsdt\"\n992: .balign 4\n"                                        \
  "993: .8byte 990b, _.stapsdt.base, " semaphore "\n"                                \
  ".asciz \"shop\"\n.asciz \"" name "\"\n.asciz \"" arguments "\"\n"                 \
  "994: .balign 4\n.popsection"

unsigned short asked_semaphore __attribute__((section(".probes"))) = 0;

struct sale {
  int32_t id;
  int16_t small;
  uint8_t tiny;
  int64_t large;
};

static int64_t total = 1000;

__attribute__((noinline)) void sell(struct sale *s, int n) {
  total += n;
  __asm__ volatile(NOTE("sale", "0", "-4@%0 -2@%1 1@%2 -8@%3 8@$77 -8@total(%%rip)")
                   :
                   : "r"(s->id), "m"(s->small), "m"(s->tiny), "m"(s->large)
                   : "memory");
}

__attribute__((noinline)) void ask(const char *text) {
  if (asked_semaphore) {
    __asm__ volatile(NOTE("asked", "asked_semaphore", "8@%0") : : "r"(text) : "memory");
  }
}

int main(void) {
  for (int n = 0; n < 10; n++) {
    struct sale s = {-n, (int16_t)(-300 - n), (uint8_t)(250 + n % 5), -5000000000L - n};
    sell(&s, n);
    ask(n % 2 ? "odd" : "even");
  }
  printf("%ld\n", (long)total);
  return asked_semaphore;
}
