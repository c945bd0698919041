// Arrays whose lengths the program computes.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((noinline)) void keep(const void *p) { __asm__ volatile("" : : "r"(p) : "memory"); }

struct point {
  short x;
  long y;
};

typedef int number;

__attribute__((noinline)) static int numbers(int n) {
  int v[n];
  char text[n + 1];
  for (int i = 0; i < n; i++) {
    v[i] = i * i - 3;
    text[i] = (char)('a' + i % 26);
  }
  text[n] = 0;
  keep(v);
  keep(text); /* HERE(numbers) */
  int sum = 0;
  for (int i = 0; i < n; i++) {
    sum += v[i]; /* HERE(summing) */
  }
  printf("numbers %d:", n);
  for (int i = 0; i < n; i++) {
    printf(" %d", v[i]);
  }
  printf(" %s\n", text);
  return sum + (int)strlen(text);
}

__attribute__((noinline)) static long grid(unsigned char rows, short columns) {
  number g[rows][columns];
  struct point at[columns];
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j++) {
      g[i][j] = i * 10 + j;
    }
  }
  for (int j = 0; j < columns; j++) {
    at[j].x = (short)-j;
    at[j].y = j * 1000L;
  }
  keep(g);
  keep(at); /* HERE(grid) */
  long sum = 0;
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j++) {
      sum += g[i][j] + at[j].y;
    }
  }
  return sum;
}

__attribute__((noinline)) static long passed(int n, int m, int a[n][m], int (*row)[m]) {
  long sum = 0;
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < m; j++) {
      sum += a[i][j] * (*row)[j]; /* HERE(passed) */
    }
  }
  keep(a);
  return sum;
}

__attribute__((noinline)) static int cube(int n) {
  int c[n][2][n + 1];
  memset(c, 0, sizeof c);
  c[0][1][0] = n;
  c[n - 1][0][n] = -n;
  keep(c); /* HERE(cube) */
  return c[0][1][0] + c[n - 1][0][n];
}

static inline __attribute__((always_inline)) int copied(int n, int k) {
  int v[n];
  for (int i = 0; i < n; i++) {
    v[i] = i + k;
  }
  keep(v); /* HERE(copied) */
  int sum = 0;
  for (int i = 0; i < n; i++) {
    sum += v[i];
  }
  return sum;
}

__attribute__((noinline)) static int copies(int a, int b) {
  int first = copied(a, b);
  return first + copied(b + 2, a);
}

__attribute__((noinline)) static int inner(int n) {
  int sum = 0;
  for (int round = 1; round <= n; round++) {
    int v[round];
    for (int i = 0; i < round; i++) {
      v[i] = round * 100 + i;
    }
    keep(v); /* HERE(inner) */
    sum += v[round - 1];
  }
  return sum;
}

int main(int argc, char **argv) {
  (void)argv;
  long all = 0;
  for (int i = 1; i <= 4; i++) {
    all += numbers(i + argc);
    all += grid((unsigned char)(i + 1), (short)(5 - i));
    all += cube(i);
    all += copies(i + 1, argc);
  }
  all += inner(3 + argc - 1);
  int square[3][4];
  for (int i = 0; i < 12; i++) {
    square[i / 4][i % 4] = i * argc;
  }
  all += passed(3, 4, square, &square[1]);
  int flat[2][2] = {{argc, 2}, {3, 4}};
  all += passed(2, 2, flat, flat);
  numbers(60 * argc);
  printf("%ld\n", all);
  return 0;
}
