/* Three files in one, by what FILE is: two have a type and an enumeration of the same names. */
#if FILE == 1
struct Settings {
  static const int limit = 3;
  int first;
};
enum class Kind { NONE, SOME = 1 };
int one(Settings *settings, Kind kind) { return settings->first + (int)kind + Settings::limit; }
int use_one() {
  Settings settings = {1};
  return one(&settings, Kind::SOME);
}
#elif FILE == 2
struct Settings {
  static const int limit = 7;
  long second, third;
};
enum class Kind { OTHER, NONE, SOME = 5 };
int two(Settings *settings, Kind kind) { return settings->second + (int)kind + Settings::limit; }
int use_two() {
  Settings settings = {1, 2};
  return two(&settings, Kind::SOME);
}
#else
int use_one();
int use_two();
int main() { return use_one() + use_two() == 0; }
#endif
