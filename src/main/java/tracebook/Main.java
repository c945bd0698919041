package tracebook;

/** Entry point of the kernel process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("tracebook");
  }
}
