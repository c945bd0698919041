package tracebook.jupyter;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** A defect of an engine or of this package, as what the front end shows. */
final class Failures {
  private Failures() {}

  static Outcome.Failed outcome(Throwable broken) {
    StringWriter text = new StringWriter();
    broken.printStackTrace(new PrintWriter(text));
    return new Outcome.Failed(
        broken.getClass().getName(),
        String.valueOf(broken.getMessage()),
        List.of(text.toString().split("\\R")));
  }
}
