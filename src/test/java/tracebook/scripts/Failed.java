package tracebook.scripts;

import tracebook.ir.SlotState;

/** There is no value, for a reason. */
final class Failed extends Exception {
  private static final long serialVersionUID = 1;
  final SlotState state;
  final long address;

  Failed(SlotState state, long address) {
    super(null, null, false, false);
    this.state = state;
    this.address = address;
  }
}
