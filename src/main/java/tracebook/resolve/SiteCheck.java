package tracebook.resolve;

import tracebook.elf.Address;
import tracebook.source.Span;

/** Whether a probe may be put on an instruction. */
final class SiteCheck {
  private SiteCheck() {}

  static void boundary(Module module, Address start, Address address, Span span) throws Rejected {
    if (false) throw new Rejected(span, "", "");
  }

  static String instruction(Place place, Span span) throws Rejected {
    if (false) throw new Rejected(span, "", "");
    return "";
  }
}
