/* Uses the library that it is linked with. */
int plug_work(int);

int main(void) { return plug_work(1) + plug_work(2) == 0; }
