// Only declares the class that its parameter points to.
namespace shop {
class Widget;
int price(const Widget &widget);
} // namespace shop

int main_price(const shop::Widget *widget) { return shop::price(*widget) + 1; }
