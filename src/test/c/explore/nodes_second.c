struct node {
  char name[4];
  double weight;
};
struct agreed {
  long both;
};
static struct node node = {"two", 4};
static struct agreed agreed;

int second(void) {
  struct node *own = &node;
  return (int)own->weight + (int)agreed.both;
}
