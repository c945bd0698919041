struct shared {
  int a;
  long b;
};
extern int shared_count;
extern const char *shared_name;
extern struct shared shared_struct;
void in_library(int with);
