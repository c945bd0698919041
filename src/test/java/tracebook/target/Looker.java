package tracebook.target;

/** Looks at a process and says why it cannot. */
final class Looker {
  private Looker() {}

  public static void main(String[] args) throws TargetException {
    TargetProcess process = Processes.byPid(Integer.parseInt(args[0]));
    try {
      process.modules();
    } catch (TargetException e) {
      System.out.println(e.reason().message());
    }
    try {
      process.executable();
    } catch (TargetException e) {
      System.out.println(e.reason().message());
      System.out.println(e.reason().hint());
    }
  }
}
