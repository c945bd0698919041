package tracebook.session;

import java.util.Optional;
import tracebook.asm.Isa;
import tracebook.codegen.CodeOptions;
import tracebook.linux.ProgramSpec;

/** The kinds of kernel that this one can play. */
@SuppressWarnings("ImmutableEnumChecker") // The options are a record of what does not change.
enum Kernel {
  BEST(
      ProgramSpec.Attach.UPROBE_MULTI,
      new CodeOptions(true, true, true, Isa.V4, false, Optional.empty(), true, true)),
  SLEEPABLE_V3(ProgramSpec.Attach.UPROBE_MULTI, new CodeOptions(true, false, true, Isa.V3)),
  MULTI(ProgramSpec.Attach.UPROBE_MULTI, new CodeOptions(false, false, true, Isa.V3)),
  SLEEPABLE_PERF(ProgramSpec.Attach.PERF_EVENT, new CodeOptions(true, false, true, Isa.V3)),
  PERF(ProgramSpec.Attach.PERF_EVENT, new CodeOptions(false, false, true, Isa.V4));

  final ProgramSpec.Attach attach;
  final CodeOptions options;

  Kernel(ProgramSpec.Attach attach, CodeOptions options) {
    this.attach = attach;
    this.options = options;
  }
}
