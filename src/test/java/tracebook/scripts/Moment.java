package tracebook.scripts;

import tracebook.ir.Num;

/**
 * What there is at a hit.
 *
 * @param registers by DWARF's numbers (x86-64 psABI, figure 3.36)
 * @param comm the thread's name, in 16 bytes
 * @param bias where the module was loaded minus where its file says
 */
record Moment(long[] registers, Memory memory, long bias, byte[] comm, Facts facts) {
  /** What the kernel knows about a hit. */
  interface Facts {
    long of(Num.Fact fact);
  }
}
