package tracebook.rows;

import java.math.BigInteger;
import java.util.Optional;

/** What a cell of a row holds. */
public sealed interface Value {

  /**
   * An integer of up to 8 bytes.
   *
   * @param value extended to 64 bits as its type demands; one of 8 unsigned bytes above 2^63-1 is
   *     negative here
   */
  record Int(long value, int bytes, boolean signed) implements Value {}

  /** An integer of more than 64 bits. */
  record Wide(BigInteger value) implements Value {}

  /** A character, by its number. */
  record Char(long code, int bytes) implements Value {}

  record Bool(boolean value) implements Value {}

  /**
   * A value of an enumeration.
   *
   * @param name the enumerator's, or {@code (enum state)7} when no enumerator has the value
   */
  record Enumerator(String name) implements Value {}

  /**
   * A floating-point number.
   *
   * @param bytes of the program's type: 4, 8 or 16
   * @param mark says so when a {@code long double} had to be rounded
   */
  record Real(double value, int bytes, Optional<String> mark) implements Value {}

  record Address(long value) implements Value {}

  /**
   * A string or an aggregate.
   *
   * @param mark says how much is left out, when something is
   */
  record Text(String text, Optional<String> mark) implements Value {}

  /** A value of which something is to be said. */
  record Marked(Value value, String mark) implements Value {}

  /** There is no value, for this reason. */
  record Missing(String why) implements Value {}

  /** The statement that would have captured it was not executed in this hit. */
  record NotReached() implements Value {}
}
