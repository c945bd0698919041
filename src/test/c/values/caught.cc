/*
 * A function with a table of jumps that also catches: behind a call stands what runs when it throws. Built with -DSAY at -O0 it
 * prints what its locals hold in front of a line.
 */
#include <stdio.h>
#ifdef SAY
#define AT(a) printf("@%d|%s|%ld\n", __LINE__, #a, (long)(a));
#else
#define AT(a)
#endif

struct pair { long first, second; };

long out, other;

__attribute__((noinline)) void look(const pair *a) { __asm__ volatile("" : : "r"(a) : "memory"); }

__attribute__((noinline)) void may(long n) {
  if (n % 3 == 0) throw n;
}

__attribute__((noinline)) long caught(long n) {
  pair p = {n, 100};
  switch (n) {
    case 1: out += 3; look(&p); break;
    case 2: p.second = 7; may(n); break;
    case 3: out ^= 99; other++; break;
    case 4: p.first *= 5; look(&p); other -= 4; break;
    case 5: look(&p); out -= 11; may(1); break;
    case 6: other += p.second; p.second = 1; look(&p); break;
  }
  try {
    p.first = n + 1000;
    may(n);
    AT(p.first) AT(p.second) p.second = n + 2000;
    may(n + 1);
    AT(p.first) AT(p.second) p.first = n + 3000;
    look(&p);
    AT(p.first) AT(p.second) out += n;
  } catch (long thrown) {
    AT(p.first) AT(p.second) out += thrown;
    look(&p);
    AT(p.first) AT(p.second) other += n;
    return p.second;
  }
  AT(p.first) AT(p.second) out ^= 5;
  look(&p);
  return p.first + p.second;
}

int main() {
  for (long n = 0; n < 9; n++) printf("%ld\n", caught(n) + out + other);
  return 0;
}
