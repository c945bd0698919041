typedef unsigned char u8;

enum state { IDLE, RUNNING = 7, STOPPED = -1 };

struct pos {
  int x, y;
};

struct hidden;

struct item {
  int id;
  char name[16];
  struct pos pos;
  enum state state;
  unsigned flag : 3, kind : 5;
  struct item *next;
  struct hidden *secret;
  double price;
};

struct pair {
  long first, second;
};

struct nothing {};

extern int total;
int near_rate(int n);
int far_rate(int n);
