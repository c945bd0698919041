// Text of wide characters that ends at one that is 0.
#include "truth.hh"
#include <cwchar>
#include <sys/mman.h>
typedef wchar_t Letter;
struct Names {
  wchar_t first[6];
  const char16_t *second;
  char32_t full[3];
};
KEPT void wide(const char16_t *a, const char32_t *b, const wchar_t *c, const Letter *d, char16_t *none) {
  asm volatile("" : : "r"(a), "r"(b), "r"(c), "r"(d), "r"(none) : "memory");
}
KEPT void inside(Names &n, wchar_t (&array)[8], const wchar_t **p) { asm volatile("" : : "r"(&n), "r"(&array), "r"(p) : "memory"); }
KEPT void page(const char16_t *ends, const char32_t *goes, const char16_t *odd, const wchar_t *across) {
  asm volatile("" : : "r"(ends), "r"(goes), "r"(odd), "r"(across) : "memory");
}
KEPT void lengths(const wchar_t *w, const char16_t *s) { asm volatile("" : : "r"(w), "r"(s) : "memory"); }
int main() {
  pass("wide");
  says("a", "z\u00fcrich \U0001f600!"), says("b", "caf\u00e9 \U0001f600"), says("c", "wide"), says("d", "typed"), says("none", "!null pointer");
  says("a[0]", 122), says("b == null", false), says("none == null", true);
  wide(u"z\u00fcrich \U0001f600!", U"caf\u00e9 \U0001f600", L"wide", L"typed", nullptr);
  pass("wide");
  says("a", ""), says("b", "\\U00110000x"), says("c", "\u20ac"), says("d", "\u00df"), says("none", "\\ud83dx");
  const char32_t invalid[] = {0x110000, 'x', 0};
  char16_t lone[] = {0xd83d, 'x', 0};
  wide(u"", invalid, L"\u20ac", L"\u00df", lone);
  Names n{L"sixxx", u"second", {'a', 'b', 'c'}};
  wchar_t array[8] = L"array";
  const wchar_t *p = L"pointed";
  pass("inside");
  says("n.first", "sixxx"), says("n.second", "second"), says("n.full", "abc"), says("array", "array"), says("*p", "pointed");
  inside(n, array, &p);
  char *pages = (char *)mmap(nullptr, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), *end = pages + 8192;
  munmap(end, 4096);
  char fault[64];
  snprintf(fault, sizeof fault, "!page fault at 0x%lx", (long)end);
  memcpy(end - 8, u"end", 8), memset(end - 32, 'x', 24), memcpy(pages + 4096 - 8, L"across", 28);
  memcpy(pages + 101, u"odd", 8);
  pass("page");
  says("ends", "end"), says("across", "across"), says("odd", "odd");
  says("goes", fault);
  memset(end - 16, 'y', 8);
  page((char16_t *)(end - 8), (char32_t *)(end - 16 - 16), (char16_t *)(pages + 101), (wchar_t *)(pages + 4096 - 8));
  memcpy(end - 8, u"endx", 8);
  pass("page");
  says("ends", fault);
  says("across", "across"), says("odd", "odd");
  page((char16_t *)(end - 8), (char32_t *)(end - 32), (char16_t *)(pages + 101), (wchar_t *)(pages + 4096 - 8));
  for (size_t length : {63, 64, 100, 128}) {
    std::wstring w(length, L'w');
    std::u16string s(length, u's');
    pass("lengths");
    says("w", std::string(length < 64 ? length : 64, 'w')), says("s", std::string(length, 's'));
    lengths(w.c_str(), s.c_str());
  }
}
