// Built with --gc-sections: what nobody needs is dropped, but for its debug info.
int unused = 7;
int used = 8;

int never(int n) {
  static int counted = 3;
  return counted += n;
}

int always(int n) {
  static constexpr int step = 5;
  return n * step + used;
}

int main(int argc, char **) { return always(argc); }
