/* Knows only that there is such a struct: two other files define it, each in its own way. */
struct node;
struct agreed;
struct node *any_node;
struct agreed *any_agreed;
int first(void);
int second(void);

int main(void) {
  return first() + second() + (any_node != 0) + (any_agreed != 0);
}
