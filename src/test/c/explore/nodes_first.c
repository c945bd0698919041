struct node {
  int weight;
  struct node *next;
};
struct agreed {
  long both;
};
static struct node node = {3, 0};
static struct agreed agreed;

int first(void) {
  struct node *own = &node;
  return own->weight + (int)agreed.both;
}
