package tracebook.cell;

import java.util.List;
import java.util.Optional;
import tracebook.display.MimeBundle;

/** Trace cells that say what they were asked. */
final class FakeTraces implements TraceCells {
  @Override
  public CellResult execute(String code, CellOutput output) {
    return CellResult.shown(MimeBundle.text("traced " + code));
  }

  @Override
  public CellResult magic(String name, String arguments, CellOutput output) {
    return name.equals("detach")
        ? CellResult.failed("Nothing", "There is no target to detach from.")
        : CellResult.shown(MimeBundle.text(name + "(" + arguments + ")"));
  }

  @Override
  public List<String> magics() {
    return List.of("attach", "detach", "functions", "help");
  }

  @Override
  public Completions complete(String code, int cursor) {
    return new Completions(List.of(code.substring(0, cursor) + "!"), 0, cursor);
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor) {
    return Optional.of(MimeBundle.text("about " + code));
  }

  @Override
  public Completeness isComplete(String code) {
    return Completeness.INCOMPLETE;
  }

  @Override
  public void interrupt() {}
}
