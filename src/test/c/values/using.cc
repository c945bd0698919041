// Names that are known elsewhere by `using` and aliases. Each function says what its names mean.
#include <cstdio>

int count = 1;
int depth = 10;
int both = 100;

namespace b {
int count = 2;
int both = 200;
namespace c {
int depth = 20;
int only = 30;
}  // namespace c
}  // namespace b

namespace alias = b::c;

namespace a {
using b::count;
namespace inner {
int depth = 40;
}
using namespace inner;
namespace shorter = b::c;

__attribute__((noinline)) void declared(int n) { std::printf("declared %d\n", n + count); }
__attribute__((noinline)) void directed(int n) { std::printf("directed %d\n", n + depth); }
__attribute__((noinline)) void aliased(int n) {
  std::printf("aliased %d %d\n", n + shorter::depth, alias::only);
}
}  // namespace a

__attribute__((noinline)) void in_blocks(int n) {
  std::printf("outer %d\n", n + both);
  {
    using b::both;
    std::printf("inner %d\n", n + both);
  }
  {
    using namespace b::c;
    std::printf("named %d\n", n + only);
  }
}

int main() {
  a::declared(0);
  a::directed(0);
  a::aliased(0);
  in_blocks(0);
  return 0;
}
