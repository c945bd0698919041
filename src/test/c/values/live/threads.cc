// Each thread prints its own variables.
#include <cstdio>
#include <string>
#include <thread>

int base = 3;

namespace ns {
thread_local int second = base + 4;  // initialised when it is first used
struct S {
  static thread_local long member;
};
thread_local long S::member = 10;
}  // namespace ns

thread_local std::string text = "t";

__attribute__((noinline)) void here(int n) {
  static thread_local int calls = base * 2;
  calls += n;
  ns::second += n;
  ns::S::member += 2 * n;
  text += std::to_string(n);
  std::printf("here %d %d %d %ld %s\n", n, calls, ns::second, ns::S::member, text.c_str()); /* HERE(here) */
  std::fflush(stdout);
}

int main() {
  here(1);
  std::thread(here, 5).join();
  here(2);
}
