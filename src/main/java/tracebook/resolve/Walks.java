package tracebook.resolve;

import java.util.OptionalInt;
import tracebook.adapters.View;
import tracebook.ir.Walk;
import tracebook.source.Span;

/** What adapters say of how containers are walked through, as numbers of a place. */
final class Walks {
  private Walks() {}

  /** How a container is walked through. */
  static Walk of(Views views, Operand object, View.Walk walk, Span span)
      throws Rejected, Unavailable {
    return switch (walk) {
      case View.Links w ->
          new Walk.Links(
              views.number(w.first(), object, span),
              views.number(w.end(), object, span),
              (int) w.next(),
              w.previous().map(p -> OptionalInt.of((int) (long) p)).orElse(OptionalInt.empty()));
      case View.Tree w ->
          new Walk.Tree(
              views.number(w.first(), object, span),
              views.number(w.end(), object, span),
              (int) w.parent(),
              (int) w.left(),
              (int) w.right());
      case View.Table w ->
          new Walk.Table(
              views.number(w.control(), object, span),
              views.number(w.mask().plus(1), object, span),
              (int) w.size());
      case View.Branches w ->
          new Walk.Branches(
              views.number(w.root(), object, span),
              views.number(w.height(), object, span),
              new Walk.Branch(
                  (int) w.branch().parent(),
                  (int) w.branch().index(),
                  (int) w.branch().length(),
                  (int) w.branch().edges(),
                  w.branch().most()),
              new Walk.Row((int) w.keys().offset(), (int) w.keys().size()),
              new Walk.Row((int) w.values().offset(), (int) w.values().size()));
      case View.Groups w ->
          new Walk.Groups(
              views.number(w.directory(), object, span),
              views.number(w.tables(), object, span),
              new Walk.GroupTable(
                  (int) w.table().capacity(),
                  (int) w.table().index(),
                  (int) w.table().groups(),
                  (int) w.table().mask()),
              new Walk.Group(
                  (int) w.group().control(),
                  (int) w.group().places(),
                  (int) w.group().place(),
                  (int) w.group().size()));
    };
  }
}
