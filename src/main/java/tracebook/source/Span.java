package tracebook.source;

/** A piece of a cell's text, as UTF-16 offsets: {@code start} included, {@code end} excluded. */
public record Span(int start, int end) {
  public static final Span NONE = new Span(0, 0);

  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("span " + start + ".." + end);
    }
  }

  /** The smallest span that holds both. */
  public Span to(Span last) {
    return new Span(Math.min(start, last.start), Math.max(end, last.end));
  }
}
