package tracebook.session;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tracebook.ir.Site;
import tracebook.linux.Capability;
import tracebook.linux.Feature;
import tracebook.linux.Rights;

/** A trace could not be attached; nothing of it is left. The {@link Reason} is for the user. */
public final class CannotAttach extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Reason reason;

  CannotAttach(Reason reason, @Nullable Throwable cause) {
    super(reason.message(), cause);
    this.reason = reason;
  }

  CannotAttach(Reason reason) {
    this(reason, null);
  }

  public Reason reason() {
    return reason;
  }

  /** One sentence, and what to do next. */
  public sealed interface Reason {
    String message();

    String hint();
  }

  /** This process has not the capabilities. */
  public record NoRights(Set<Capability> missing) implements Reason {
    @Override
    public String message() {
      return Rights.message(missing);
    }

    @Override
    public String hint() {
      return Rights.hint(missing);
    }
  }

  /** The running kernel lacks what cannot be done without. */
  public record KernelLacks(Feature feature) implements Reason {
    @Override
    public String message() {
      return "This kernel has no " + feature.words() + ".";
    }

    @Override
    public String hint() {
      return "Trace on a machine with a newer kernel.";
    }
  }

  /** The process is gone, or may not be looked at. */
  public record NoTarget(String message, String hint) implements Reason {}

  /**
   * The verifier would not have a program: always a defect of ours, never the user's.
   *
   * @param tellingLine the line of the log that says why
   * @param linesOmitted how many lines the log has besides
   * @param log all of it
   * @param listing the program, with the slots that the log speaks of
   */
  public record VerifierRefused(
      String probe, String tellingLine, int linesOmitted, String log, String listing)
      implements Reason {
    @Override
    public String message() {
      return "The kernel's verifier refused the program of `"
          + probe
          + "`: `"
          + tellingLine
          + "` ("
          + linesOmitted
          + " lines omitted).";
    }

    @Override
    public String hint() {
      return "This is a defect of Tracebook, not of the cell: please report it with the verifier's"
          + " log.";
    }
  }

  /** The verifier gave up following a program: a limit, as those are that are known before. */
  public record TooMuch(String hint) implements Reason {
    @Override
    public String message() {
      return "The block is too much for one eBPF program.";
    }
  }

  /** None of the places can be probed. */
  public record NoPlaceLeft(List<Site> refused) implements Reason {
    private static final int SHOWN = 5;

    public NoPlaceLeft {
      refused = List.copyOf(refused);
    }

    @Override
    public String message() {
      String places =
          refused.stream().limit(SHOWN).map(NoPlaceLeft::place).collect(Collectors.joining(", "));
      String more = refused.size() > SHOWN ? " and " + (refused.size() - SHOWN) + " more" : "";
      return "The kernel cannot probe the instruction at " + places + more + ".";
    }

    @Override
    public String hint() {
      return "Probe another line of the function.";
    }

    static String place(Site site) {
      String what = site.function().isEmpty() ? site.module() : site.function();
      String where = " (0x" + Long.toHexString(site.address());
      return "`"
          + what
          + "`"
          + where
          + (site.instruction().isEmpty() ? "" : ": `" + site.instruction() + "`")
          + ")";
    }
  }

  /** A system call failed, and nothing more is known than what it says. */
  public record KernelRefused(String message) implements Reason {
    @Override
    public String hint() {
      return "The kernel's log (`dmesg`) may say more.";
    }
  }

  /** What to say of a site that was left out while others were attached. */
  public static String warning(Site site) {
    return "The kernel cannot probe the instruction at "
        + NoPlaceLeft.place(site)
        + ": this place is not traced.";
  }
}
