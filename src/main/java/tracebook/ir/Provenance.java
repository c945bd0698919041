package tracebook.ir;

import java.util.List;

/**
 * Where the values of a run come from. Probe addresses are in the {@link TraceProgram}.
 *
 * @param script the text of the cell
 * @param kernel as {@code uname -r} says
 * @param modules the files that have probes or gave types
 */
public record Provenance(String script, String kernel, List<Module> modules) {
  public Provenance {
    modules = List.copyOf(modules);
  }

  /**
   * @param path as the target sees it
   * @param buildId in hex; empty when the file has none
   * @param debugFile where its debug info was read, or {@code none}, and which files were not taken
   */
  public record Module(String path, String buildId, String debugFile) {}
}
