int other(int n);

// Elsewhere in another file, with another name of the parameter: against the rules of C++, but
// that is how a copy is told from the other.
inline int twice(int dropped) { return 2 * dropped; }

int other(int n) { return twice(n); }
