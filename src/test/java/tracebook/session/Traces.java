package tracebook.session;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tracebook.asm.Isa;
import tracebook.codegen.CodeLimit;
import tracebook.codegen.CodeOptions;
import tracebook.codegen.CompiledTrace;
import tracebook.ir.Body;
import tracebook.ir.Num;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Slot;
import tracebook.ir.Site;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.ir.TraceProgram;
import tracebook.linux.Feature;
import tracebook.linux.Features;

/** Trace programs by hand. */
final class Traces {
  private Traces() {}

  /** DWARF's numbers of the registers of the first six arguments (psABI, figure 3.4 and 3.36). */
  private static final int[] ARGUMENTS = {5, 4, 1, 2, 8, 9};

  /** An argument of {@code probe}, from 0. */
  static Num arg(int index) {
    return new Num.Register(ARGUMENTS[index]);
  }

  static Num constant(long value) {
    return new Num.Constant(value);
  }

  static Step capture(int slot, Num value) {
    return new Step.Capture(slot, new Source.Scalar(value));
  }

  /** Slots of these sizes, one behind the other. */
  static RowLayout layout(int... sizes) {
    List<Slot> slots = new ArrayList<>();
    int at = RowLayout.slotsStart(sizes.length);
    for (int size : sizes) {
      slots.add(new Slot(at, size));
      at = RowLayout.align(at + size);
    }
    return new RowLayout(slots, List.of(), List.of());
  }

  /** Slots of 8 bytes. */
  static RowLayout scalars(int count) {
    int[] sizes = new int[count];
    Arrays.fill(sizes, 8);
    return layout(sizes);
  }

  static Body body(RowLayout layout, List<Step> steps, int variables, Site... sites) {
    return new Body(steps, layout, variables, List.of(sites));
  }

  static Probe probe(String label, Body... bodies) {
    return new Probe(label, Optional.empty(), List.of(bodies));
  }

  /** The first argument of each hit. */
  static Body firstArgument(Site site) {
    return body(scalars(1), List.of(capture(0, arg(0))), 0, site);
  }

  /** Skips the test where this kernel lacks what is asked for. */
  static CompiledTrace compile(CodeOptions options, Probe... probes) throws CodeLimit {
    needs(options.loops(), Feature.LOOPS);
    needs(options.faultingStrings(), Feature.COPY_FROM_USER_STR);
    needs(options.isa() == Isa.V4, Feature.ISA_V4);
    return CompiledTrace.of(new TraceProgram(List.of(probes)), options);
  }

  private static void needs(boolean asked, Feature feature) {
    assumeTrue(!asked || Features.has(feature), "the kernel lacks " + feature.words());
  }

  /** A record, taken out of the ring. */
  record Row(int body, RowLayout layout, ByteBuffer bytes) {
    SlotState state(int slot) {
      return SlotState.of(bytes.get(RowLayout.STATES + slot));
    }

    long number(int slot) {
      return bytes.getLong(layout.slots().get(slot).offset());
    }

    byte[] bytes(int slot, int from, int length) {
      byte[] copy = new byte[length];
      bytes.get(layout.slots().get(slot).offset() + from, copy);
      return copy;
    }

    int site() {
      return bytes.getInt(RowLayout.SITE);
    }

    int pid() {
      return bytes.getInt(RowLayout.PID);
    }

    int tid() {
      return bytes.getInt(RowLayout.TID);
    }

    long time() {
      return bytes.getLong(RowLayout.TIME);
    }
  }

  /** Keeps copies of all rows. */
  static final class Rows implements RowSink {
    final List<Row> rows = new ArrayList<>();
    private final CompiledTrace trace;

    Rows(CompiledTrace trace) {
      this.trace = trace;
    }

    @Override
    public void accept(int body, ByteBuffer bytes, int offset, int length) {
      byte[] copy = new byte[length];
      bytes.get(offset, copy);
      rows.add(
          new Row(
              body,
              trace.bodies().get(body).body().layout(),
              ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN)));
    }
  }
}
