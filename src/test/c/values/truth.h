/*
 * Programs that print their own truth. A pass over a probed place prints "#tag", then a line
 * "expression|kind|value" for everything that the trace language must show there. The probed place
 * is the line of HERE, or for ENTER the function of the tag's name. The values are printed after
 * the place, so that they live across it.
 */
#include <stdbool.h>
#include <stdint.h>

void pass(const char *tag);
void truth_i(const char *expression, long long value);
void truth_u(const char *expression, unsigned long long value);
void truth_b(const char *expression, bool value);
void truth_p(const char *expression, const volatile void *value);
void truth_f(const char *expression, float value);
void truth_d(const char *expression, double value);
void truth_s(const char *expression, const char *text);
/* Has no value, with a reason. */
void truth_m(const char *expression);
/* A text of which at most so many bytes are shown. */
void truth_t(const char *expression, const char *text, int most);

/* Their argument, which no compiler can know. */
long long any(long long value);
double anyd(double value);
void *anyp(const volatile void *value);

#define HERE(tag) pass(#tag)
#define ENTER(tag) pass(#tag)
#define TI(e) truth_i(#e, (e));
#define TU(e) truth_u(#e, (e));
#define TB(e) truth_b(#e, (e));
#define TP(e) truth_p(#e, (e));
#define TF(e) truth_f(#e, (e));
#define TD(e) truth_d(#e, (e));
/* A text that is given. */
#define TS(e, text) truth_s(#e, text);

#define EACH(m, ...) EACH_(COUNT(__VA_ARGS__), m, __VA_ARGS__)
#define EACH_(n, m, ...) EACH__(n, m, __VA_ARGS__)
#define EACH__(n, m, ...) EACH##n(m, __VA_ARGS__)
#define COUNT(...) COUNT_(__VA_ARGS__, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
#define COUNT_(a, b, c, d, e, f, g, h, i, j, k, l, n, ...) n
#define EACH1(m, a) m(a)
#define EACH2(m, a, ...) m(a) EACH1(m, __VA_ARGS__)
#define EACH3(m, a, ...) m(a) EACH2(m, __VA_ARGS__)
#define EACH4(m, a, ...) m(a) EACH3(m, __VA_ARGS__)
#define EACH5(m, a, ...) m(a) EACH4(m, __VA_ARGS__)
#define EACH6(m, a, ...) m(a) EACH5(m, __VA_ARGS__)
#define EACH7(m, a, ...) m(a) EACH6(m, __VA_ARGS__)
#define EACH8(m, a, ...) m(a) EACH7(m, __VA_ARGS__)
#define EACH9(m, a, ...) m(a) EACH8(m, __VA_ARGS__)
#define EACH10(m, a, ...) m(a) EACH9(m, __VA_ARGS__)
#define EACH11(m, a, ...) m(a) EACH10(m, __VA_ARGS__)
#define EACH12(m, a, ...) m(a) EACH11(m, __VA_ARGS__)
