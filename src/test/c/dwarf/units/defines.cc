namespace shop {
struct Size {
  int width;
  int height;
};

class Widget {
public:
  long id;
  Size size;
};

int price(const Widget &widget) { return widget.size.width * widget.size.height; }
} // namespace shop

int main_price(const shop::Widget *widget);

int main() {
  shop::Widget widget = {7, {2, 3}};
  return main_price(&widget) - 7;
}
