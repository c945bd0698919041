package tracebook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tracebook.cell.Cells;
import tracebook.cell.TraceEngine;
import tracebook.jupyter.Kernel;
import tracebook.jupyter.KernelInfo;
import tracebook.table.TableDisplay;

/** Entry point of the kernel process. */
public final class Main {
  /** What Java cells can name without an import of their own. */
  private static final List<String> IMPORTS =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.nio.file.*",
          "java.time.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "java.util.stream.*",
          "tech.tablesaw.api.*",
          "static tech.tablesaw.aggregate.AggregateFunctions.*",
          "static tracebook.Tracebook.*");

  private static final String USAGE =
      """
      usage: java -jar tracebook.jar CONNECTION_FILE   serve a Jupyter client
             java -jar tracebook.jar --train [PROGRAM] run a few cells and exit, for -XX:AOTCacheOutput
      """;

  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length > 0 && args.length < 3 && args[0].equals("--train")) {
      Training.run(args.length == 2 ? Optional.of(args[1]) : Optional.empty());
      System.exit(0);
    } else if (args.length == 1) {
      serve(Path.of(args[0]));
    } else {
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  /** Answers a client until it asks for shutdown or the process that started this one is gone. */
  private static void serve(Path connectionFile) throws IOException, InterruptedException {
    int status = 0;
    try (Cells cells = cells();
        Kernel kernel = Kernel.start(connectionFile, info(), new NotebookEngine(cells))) {
      kernel.watchParent(Optional.ofNullable(System.getenv("JPY_PARENT_PID")));
      cells.start();
      warmTables();
      TraceEngine.warmUp();
      kernel.awaitShutdown();
    } catch (IOException cannotStart) {
      System.err.println(cannotStart.getMessage());
      status = 1;
    }
    // Threads that cells have started would keep the process alive.
    System.exit(status);
  }

  static Cells cells() {
    return new Cells(
        Tracebook.RENDERERS,
        IMPORTS,
        variables -> Tracebook.use(new TraceEngine(variables, Tracebook.RENDERERS)));
  }

  static KernelInfo info() {
    String version =
        Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("dev");
    String java = Runtime.version().toString();
    return new KernelInfo(
        "tracebook",
        version,
        "Tracebook " + version + " on Java " + java + ". `%help` lists what there is.",
        "java",
        java,
        "text/x-java",
        ".java");
  }

  /** Tablesaw's first table scans the class path: that is done before somebody waits for it. */
  static void warmTables() {
    Thread thread = new Thread(TableDisplay::warm, "tables-start");
    thread.setDaemon(true);
    thread.start();
  }
}
