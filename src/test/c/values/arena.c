// An allocator of which every run of a program gets the same: that of the C library leaves random numbers in registers.
#include <stddef.h>
#include <string.h>

static _Alignas(64) char arena[1 << 26];
static size_t used;

void *aligned_alloc(size_t alignment, size_t size) {
  size_t at = (used + alignment - 1) & ~(alignment - 1);
  if (at > sizeof arena || size > sizeof arena - at)
    return NULL;
  used = at + size;
  return arena + at;
}

void *malloc(size_t size) { return aligned_alloc(16, size); }

void *calloc(size_t count, size_t size) {
  size_t all;
  return __builtin_mul_overflow(count, size, &all) ? NULL : malloc(all);
}

// Of what lies behind the old block no more is copied than the arena has.
void *realloc(void *old, size_t size) {
  char *at = malloc(size);
  if (at && old) {
    size_t there = (size_t)(at - (char *)old);
    memcpy(at, old, size < there ? size : there);
  }
  return at;
}

void free(void *old) { (void)old; }
