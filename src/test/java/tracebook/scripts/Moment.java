package tracebook.scripts;

import java.util.List;
import tracebook.bytes.ByteString;
import tracebook.ir.Num;

/**
 * What there is at a hit.
 *
 * @param registers by DWARF's numbers (x86-64 psABI, figure 3.36)
 * @param comm the thread's name, in 16 bytes
 * @param bias where the module was loaded minus where its file says
 */
public record Moment(List<Long> registers, Memory memory, long bias, ByteString comm, Facts facts) {
  public Moment {
    registers = List.copyOf(registers);
  }

  /** The same at the site of that number. */
  Moment at(int site) {
    Facts of = facts;
    return new Moment(
        registers, memory, bias, comm, fact -> fact == Num.Fact.SITE ? site : of.of(fact));
  }

  /** Where it is in the file. */
  long address() {
    return facts.of(Num.Fact.PC) - bias;
  }

  /** What the kernel knows about a hit. */
  public interface Facts {
    long of(Num.Fact fact);
  }
}
