package tracebook;

import java.util.List;
import java.util.Optional;
import tracebook.cell.CellOutput;
import tracebook.cell.CellResult;
import tracebook.cell.Completeness;
import tracebook.cell.Completions;
import tracebook.cell.TraceCells;
import tracebook.display.MimeBundle;

/** Says that this build runs Java cells only. */
final class NoTraceCells implements TraceCells {
  @Override
  public CellResult execute(String code, CellOutput output) {
    return CellResult.failed(
        "Unsupported", "This build of Tracebook runs Java cells only; it has no trace cells.");
  }

  @Override
  public CellResult magic(String name, String arguments, CellOutput output) {
    throw new IllegalArgumentException(name);
  }

  @Override
  public List<String> magics() {
    return List.of();
  }

  @Override
  public Completions complete(String code, int cursor) {
    return new Completions(List.of(), cursor, cursor);
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor) {
    return Optional.empty();
  }

  @Override
  public Completeness isComplete(String code) {
    return Completeness.COMPLETE;
  }

  @Override
  public void interrupt() {}
}
