package tracebook.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tracebook.codegen.Maps;
import tracebook.ir.Account;
import tracebook.linux.BpfMap;
import tracebook.linux.Clocks;
import tracebook.target.TargetProcess.PidNamespace;

/** The maps that programs count in and are told things by. */
final class Counters {
  private static final byte[] FIRST = new byte[4];

  private final BpfMap account;
  private final BpfMap control;
  private final int probes;

  Counters(BpfMap account, BpfMap control, int probes) {
    this.account = account;
    this.control = control;
    this.probes = probes;
  }

  /** Tells the programs; before any of them is attached. */
  void tell(PidNamespace process, long maxRows, long beganNs) {
    ByteBuffer value = ByteBuffer.allocate(Maps.CONTROL_SIZE).order(ByteOrder.nativeOrder());
    value.putLong(Maps.NAMESPACE_DEVICE, process.device());
    value.putLong(Maps.NAMESPACE_INODE, process.inode());
    value.putInt(Maps.PID, process.pid());
    value.putLong(Maps.MAX_ROWS, maxRows);
    value.putLong(Maps.WALL_CLOCK_OFFSET, Clocks.realtimeMinusMonotonic());
    value.putLong(Maps.BEGAN, beganNs);
    control.update(FIRST, value.array());
  }

  /** Why the programs want no more rows; empty while they do. */
  Optional<Ending> stopped() {
    long stopped = control.at(0).getLong(Maps.STOPPED);
    if ((stopped & Maps.ENOUGH) != 0) {
      return Optional.of(Ending.ENOUGH_ROWS);
    }
    return stopped == 0 ? Optional.empty() : Optional.of(Ending.EXIT);
  }

  /** For each probe its losses by cause. */
  List<Map<Losses.Cause, Long>> losses() {
    ByteBuffer value = account.at(0);
    List<Map<Losses.Cause, Long>> losses = new ArrayList<>(probes);
    for (int probe = 0; probe < probes; probe++) {
      int at = probe * Maps.ACCOUNT_SIZE;
      long noRoom = value.getLong(at + Maps.NO_ROOM);
      long tooDeep = value.getLong(at + Maps.TOO_DEEP);
      // The parts are counted before the whole, which may lag behind.
      long contended = value.getLong(at + Maps.CONTENDED);
      long ring = Math.max(0, value.getLong(at + Maps.LOST) - noRoom - tooDeep - contended);
      losses.add(
          Map.of(
              Losses.Cause.RING_FULL, ring,
              Losses.Cause.NO_ROOM, noRoom,
              Losses.Cause.TOO_DEEP, tooDeep,
              Losses.Cause.CONTENDED, contended));
    }
    return losses;
  }

  /** As the programs count; balanced only while none of them runs. */
  List<Account> accounts() {
    ByteBuffer value = account.at(0);
    List<Account> accounts = new ArrayList<>(probes);
    for (int probe = 0; probe < probes; probe++) {
      int at = probe * Maps.ACCOUNT_SIZE;
      accounts.add(
          new Account(
              value.getLong(at + Maps.HITS),
              value.getLong(at + Maps.ROWS),
              value.getLong(at + Maps.FILTERED),
              value.getLong(at + Maps.THROTTLED),
              value.getLong(at + Maps.LOST),
              value.getLong(at + Maps.UNREADABLE)));
    }
    return accounts;
  }
}
