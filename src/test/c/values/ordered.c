/* Stores of a line that the code does on the other side of another: what an optimiser may do, done by hand. */
#include <stdio.h>

struct pair { long first, second; };

__attribute__((noinline)) long ordered(long n) {
  struct pair p;
  struct pair q;
  long alone;
  __asm__ volatile(
      ".loc 1 22 0 is_stmt 1\n movq %[n], %[first]\n"
      ".loc 1 23 0\n nop\n"
      ".loc 1 22 0 is_stmt 0\n movq $-2, %[second]\n movq $4, %[alone]\n"
      ".loc 1 25 0\n movq $-3, %[other]\n"
      ".loc 1 24 0 is_stmt 1\n nop\n"
      ".loc 1 25 0\n nop\n .loc 1 26 0\n nop\n"
      : [first] "=m"(p.first), [second] "=m"(p.second), [other] "=m"(q.first), [alone] "=m"(alone)
      : [n] "r"(n));
  __asm__ volatile("" : : "r"(&p), "r"(&q), "r"(&alone) : "memory");
  return p.first + p.second + alone;
  /* The assembler is told that it is of these lines:
     p = {n, -2}, alone = 4;
     late;
     early;
     q.first = -3;
     behind; */
}

__attribute__((noinline)) long unknown(long n) {
  struct pair p = {n, 7};
  if (n == 7) __asm__ volatile(".byte 0x0f, 0x0a"); /* no instruction */
  __asm__ volatile("" : : "r"(&p) : "memory");
  return p.first;
}

__attribute__((noinline)) long indexed(long n) {
  long a[60], b[60];
  __asm__ volatile(
      ".loc 1 48 0 is_stmt 1\n movq $7, (%[a])\n movq $8, (%[b])\n"
      ".loc 1 50 0 is_stmt 0\n movq $-7, -4000(%[a],%[n],8)\n movq $-8, 4000(%[b],%[m],8)\n"
      ".loc 1 49 0 is_stmt 1\n nop\n"
      ".loc 1 50 0\n nop\n .loc 1 51 0\n nop\n"
      :
      : [n] "r"(n), [m] "r"(-n), [a] "r"(a), [b] "r"(b)
      : "memory");
  return a[0] + b[0];
  /* The assembler is told that it is of these lines:
     a[0] = 7, b[0] = 8;
     early;
     a[n - 500] = -7, b[500 - n] = -8;
     behind; */
}

int main(void) {
  printf("%ld\n", ordered(40) + unknown(3) + indexed(500));
  return 0;
}
