package tracebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tracebook.cell.CellOutput;
import tracebook.cell.Cells;
import tracebook.display.MimeBundle;
import tracebook.display.Renderers;
import tracebook.table.TableDisplay;

/** What Java cells can call without saying where it comes from. */
public final class Tracebook {
  /** How values look; {@code main} and the tests register more types. */
  static final Renderers RENDERERS = renderers();

  private Tracebook() {}

  private static Renderers renderers() {
    Renderers renderers = new Renderers();
    TableDisplay.register(renderers);
    return renderers;
  }

  /**
   * Shows a value under the cell, now.
   *
   * @return a name for {@link #update}
   */
  public static String display(@Nullable Object value) {
    String id = UUID.randomUUID().toString();
    output().display(RENDERERS.render(value), id);
    return id;
  }

  /** Replaces what {@link #display} showed under this name. */
  public static void update(String displayId, @Nullable Object value) {
    output().update(RENDERERS.render(value), displayId);
  }

  /** Removes what the cell has shown so far, as soon as there is something new. */
  public static void clear() {
    output().clear(true);
  }

  /** HTML to show, as a cell's result or by {@link #display}. */
  public static MimeBundle html(String html) {
    return MimeBundle.html(html, html);
  }

  /** Asks for a line of text. */
  public static String readLine(String prompt) {
    try {
      return output().readLine(prompt, false);
    } catch (IOException noInput) {
      throw new UncheckedIOException(noInput);
    }
  }

  private static CellOutput output() {
    CellOutput output = Cells.currentOutput();
    if (output == null) {
      throw new IllegalStateException("This thread belongs to no cell, so it has no output.");
    }
    return output;
  }
}
