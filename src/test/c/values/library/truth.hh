// The truth as the program prints it: #PLACE at each pass, then EXPRESSION|VALUE, where a value that
// begins with ! is the reason why there is none.
#pragma once
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

#if defined(__clang__)
#define KEPT __attribute__((noinline))
#else
#define KEPT __attribute__((noipa))
#endif

static inline void pass(const char *place) { printf("#%s\n", place); }
static inline void says(const char *expression, const std::string &value) {
  printf("%s|%s\n", expression, value.c_str());
}
static inline void says(const char *expression, long value) { printf("%s|%ld\n", expression, value); }
static inline void says(const char *expression, bool value) {
  printf("%s|%s\n", expression, value ? "true" : "false");
}
static inline void says(const char *expression, const char *value) { printf("%s|%s\n", expression, value); }
static inline void says(const char *expression, unsigned long value) { says(expression, (long)value); }
static inline void says(const char *expression, int value) { says(expression, (long)value); }
static inline void address(const char *expression, const void *value) {
  printf("%s|0x%lx\n", expression, (unsigned long)value);
}

// An object of which the words are given, as a bug could leave it.
template <class T> struct Broken {
  union {
    uint64_t words[sizeof(T) / 8];
    T object;
  };
  Broken(uint64_t a, uint64_t b = 0, uint64_t c = 0, uint64_t d = 0) {
    uint64_t all[] = {a, b, c, d};
    memset((void *)this, 0, sizeof *this);
    memcpy((void *)this, all, sizeof(T) < sizeof all ? sizeof(T) : sizeof all);
  }
  ~Broken() {}
};

template <class T> static inline void keep(const T &value) { asm volatile("" : : "g"(&value) : "memory"); }
