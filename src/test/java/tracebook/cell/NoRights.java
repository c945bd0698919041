package tracebook.cell;

import tracebook.display.Renderers;

/** Runs a trace cell, and shows how it fails. */
final class NoRights {
  private NoRights() {}

  public static void main(String[] args) {
    CellResult.Failed failed =
        (CellResult.Failed)
            new TraceEngine(new NoVariables(), new Renderers()).execute(args[0], new Recorded());
    System.out.println(failed.name());
    failed.lines().forEach(System.out::println);
  }
}
