/* A static probe with an argument of every size and sign, in a register, in memory, and as a
   constant. Says what the arguments are. */
#include <stdint.h>
#include <stdio.h>

__asm__(".pushsection .stapsdt.base,\"aG\",\"progbits\",.stapsdt.base,comdat\n"
        ".weak _.stapsdt.base\n.hidden _.stapsdt.base\n"
        "_.stapsdt.base: .space 1\n.size _.stapsdt.base, 1\n.popsection");

#define NOTE(name, arguments)                                                        \
  "990: nop\n"                                                                       \
  ".pushsection .note.stapsdt,\"\",\"note\"\n.balign 4\n"                            \
  ".4byte 992f-991f, 994f-993f, 3\n"                                                 \
  "991: .asciz \"stapsdt\"\n992: .balign 4\n"                                        \
  "993: .8byte 990b, _.stapsdt.base, 0\n"                                            \
  ".asciz \"sizes\"\n.asciz \"" name "\"\n.asciz \"" arguments "\"\n"                \
  "994: .balign 4\n.popsection"

static const uint64_t values[] = {0, 1, -1ul, 0x80, 0x7f, 0x8000, 0x7fff, 0x80000000, 0x7fffffff, 0x8000000000000000,
    0x123456789abcdef5};
struct all {
  uint64_t before, value[2];
} in_memory;

__attribute__((noinline)) static void fire(uint64_t v, struct all *m, long index) {
  uint8_t b = v;
  uint16_t h = v;
  uint32_t w = v;
  __asm__ volatile(NOTE("registers", "-1@%0 1@%1 -2@%2 2@%3 -4@%4 4@%5 -8@%6 8@%7")
                   : : "q"(b), "q"(b), "r"(h), "r"(h), "r"(w), "r"(w), "r"(v), "r"(v) : "memory");
  __asm__ volatile(NOTE("memory", "-1@%0 1@%0 -2@%0 2@%0 -4@%0 4@%0 -8@%0 8@%0 -8@8(%1,%2,8) 2@8(%1,%2,8)")
                   : : "m"(m->value[1]), "r"(m), "r"(index) : "memory");
  __asm__ volatile(NOTE("constants", "-1@$-5 1@$251 -2@$-300 2@$65236 -4@$-70000 4@$-1 -8@$-5000000000 8@$-1") : : : "memory");
  printf("%d %d %d %d %d %u %ld %lu\n", (int8_t)v, (uint8_t)v, (int16_t)v, (uint16_t)v, (int32_t)v, (uint32_t)v, (int64_t)v, v);
}

int main(void) {
  for (unsigned i = 0; i < sizeof values / sizeof *values; i++) {
    in_memory.value[1] = values[i];
    fire(values[i], &in_memory, 1);
  }
}
