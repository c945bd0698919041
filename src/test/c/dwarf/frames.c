// With unwind tables in .eh_frame, which is loaded, and in .debug_frame as well.
__asm__(".cfi_sections .eh_frame, .debug_frame");
#include "variables.c"
