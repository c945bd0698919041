#include "library.h"

#include "truth.h"

int shared_count = 41;
const char *shared_name = "of the library";
struct shared shared_struct = {7, -8};
static int hidden_count = 5;
__attribute__((visibility("hidden"))) long hidden_long = -6;

void in_library(int with) {
  HERE(in_library_line);
  EACH(TI, with, shared_count, hidden_count, hidden_long, shared_struct.a, shared_struct.b)
  shared_count += with;
  hidden_count += with;
}
