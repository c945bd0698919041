package tracebook.session;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tracebook.asm.Isa;
import tracebook.codegen.CodeOptions;
import tracebook.linux.Capability;
import tracebook.linux.Feature;
import tracebook.linux.Features;
import tracebook.linux.KernelTypes;
import tracebook.linux.ProgramSpec;
import tracebook.linux.Rights;

/** What the running kernel offers, and what this process may ask of it. */
final class Running {
  private Running() {}

  static CodeOptions options(boolean oneProcess, boolean returns) throws CannotAttach {
    check(Rights.effective(), Rights.Need.UPROBE_MULTI);
    require(Feature.RING_BUFFER);
    require(Feature.ATTACH_COOKIE);
    if (oneProcess) {
      require(Feature.NS_PID);
    }
    boolean sleepable = Features.has(Feature.SLEEPABLE_UPROBE) && Features.has(Feature.FIND_VMA);
    boolean faultingStrings = sleepable && Features.has(Feature.COPY_FROM_USER_STR);
    Isa isa = Features.has(Feature.ISA_V4) ? Isa.V4 : Isa.V3;
    return new CodeOptions(
        sleepable,
        faultingStrings,
        oneProcess,
        isa,
        returns && sessions(),
        returns ? depth() : Optional.empty(),
        KernelTypes.offsetOf("vm_userfaultfd_ctx", "ctx").isPresent(),
        Features.has(Feature.LOOPS));
  }

  private static boolean sessions() {
    return Features.has(Feature.UPROBE_MULTI) && Features.has(Feature.UPROBE_SESSION);
  }

  static Optional<CodeOptions.ReturnDepth> depth() {
    OptionalInt utask = KernelTypes.offsetOf("task_struct", "utask");
    OptionalInt depth = KernelTypes.offsetOf("uprobe_task", "depth");
    return utask.isPresent() && depth.isPresent()
        ? Optional.of(new CodeOptions.ReturnDepth(utask.getAsInt(), depth.getAsInt()))
        : Optional.empty();
  }

  /** The best way of attaching. */
  static ProgramSpec.Attach attach() throws CannotAttach {
    check(Rights.effective(), Rights.Need.UPROBE_MULTI);
    if (Features.has(Feature.UPROBE_MULTI)) {
      return ProgramSpec.Attach.UPROBE_MULTI;
    }
    check(Rights.effective(), Rights.Need.PERF_EVENT);
    return ProgramSpec.Attach.PERF_EVENT;
  }

  static void check(Rights rights, Rights.Need need) throws CannotAttach {
    Set<Capability> missing = rights.missing(need);
    if (!missing.isEmpty()) {
      throw new CannotAttach(new CannotAttach.NoRights(missing));
    }
  }

  private static void require(Feature feature) throws CannotAttach {
    if (!Features.has(feature)) {
      throw new CannotAttach(new CannotAttach.KernelLacks(feature));
    }
  }
}
