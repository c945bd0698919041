// A coroutine, which is entered again each time that it is resumed.
#include "truth.hh"
#include <coroutine>

struct Task {
  struct promise_type {
    Task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};
KEPT void seen(int a) { keep(a); }

Task count(int n, std::string s) {
  int local = n * 2;
  co_await std::suspend_always{};
  local += 5;
  seen(local); // first
  co_await std::suspend_always{};
  seen(n + (int)s.size()); // second
}

int main() {
  Task task = count(7, "hello");
  for (int i = 0; i < 3; i++)
    task.handle.resume();
}
