package tracebook.lang;

import java.util.Optional;
import tracebook.source.Span;

/**
 * Where to probe.
 *
 * @param module the suffix of a module's path written before the colon: {@code
 *     libssl.so.3:SSL_read}
 * @param atReturn true when {@code return} follows the place
 */
public record Pattern(Optional<Name> module, Place place, boolean atReturn, Span span) {

  /** What the pattern names in its module. */
  public sealed interface Place {
    Span span();
  }

  /**
   * {@code parse_request}, {@code http::Server::handle}, {@code handle(int)}: the text as written,
   * without blanks at its ends.
   */
  public record FunctionName(String name, Span span) implements Place {}

  /** {@code ngx_http_*}, {@code /^ngx_.*$/}. */
  public record Matching(String text, boolean regex, Span span) implements Place {}

  /**
   * {@code src/request.c:42#2}.
   *
   * @param copy the number after {@code #}, from 1; 0 when absent
   */
  public record Line(String file, int line, int copy, Span span) implements Place {}

  /** {@code 0x401234}: an address as in the module's ELF file. */
  public record At(long address, Span span) implements Place {}

  /** {@code usdt:provider:name}. */
  public record StaticProbe(String provider, String name, Span span) implements Place {}
}
