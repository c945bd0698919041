package tracebook.rows;

import java.util.ArrayList;
import java.util.List;
import tracebook.ir.Body;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.TraceProgram;

/** The records of a whole trace, each kept with the others of its body. */
public final class TraceRecords {
  private final TraceProgram program;

  /** By probe, then by body. */
  private final List<List<Records>> byProbe = new ArrayList<>();

  private final List<Records> bySite = new ArrayList<>();

  public TraceRecords(TraceProgram program) {
    this.program = program;
    for (Probe probe : program.probes()) {
      var ofProbe = new ArrayList<Records>();
      for (Body body : probe.bodies()) {
        var records = new Records(body.layout());
        ofProbe.add(records);
        body.sites().forEach(site -> bySite.add(records));
      }
      byProbe.add(List.copyOf(ofProbe));
    }
  }

  public TraceProgram program() {
    return program;
  }

  /**
   * Adds a record as the ring buffer delivers it.
   *
   * @throws IllegalArgumentException for a record that no site of this trace writes
   */
  public void append(byte[] source, int at, int length) {
    int site = length < RowLayout.STATES ? -1 : LittleEndian.u32(source, at + RowLayout.SITE);
    if (site < 0 || site >= bySite.size()) {
      throw new IllegalArgumentException("a record of site " + site + ", " + length + " bytes");
    }
    bySite.get(site).append(source, at, length);
  }

  /** The records of the {@code body}-th body of the {@code probe}-th probe. */
  public Records of(int probe, int body) {
    return byProbe.get(probe).get(body);
  }

  /** How many there are. */
  public long size() {
    return byProbe.stream().flatMap(List::stream).mapToLong(Records::size).sum();
  }
}
