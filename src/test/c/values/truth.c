#include "truth.h"

#include <stdio.h>

void pass(const char *tag) { printf("#%s\n", tag); }
void truth_i(const char *expression, long long value) { printf("%s|i|%lld\n", expression, value); }
void truth_u(const char *expression, unsigned long long value) {
  printf("%s|i|%llu\n", expression, value);
}
void truth_b(const char *expression, bool value) {
  printf("%s|i|%s\n", expression, value ? "true" : "false");
}
void truth_p(const char *expression, const volatile void *value) {
  printf("%s|i|0x%lx\n", expression, (unsigned long)value);
}
void truth_f(const char *expression, float value) { printf("%s|f|%.9g\n", expression, value); }
void truth_d(const char *expression, double value) { printf("%s|d|%.17g\n", expression, value); }
void truth_s(const char *expression, const char *text) { printf("%s|s|%s\n", expression, text); }
void truth_m(const char *expression) { printf("%s|m|\n", expression); }
void truth_t(const char *expression, const char *text, int most) {
  printf("%s|s|%.*s\n", expression, most, text);
}
long long any(long long value) { return value; }
double anyd(double value) { return value; }
void *anyp(const volatile void *value) { return (void *)value; }
