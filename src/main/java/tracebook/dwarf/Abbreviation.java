package tracebook.dwarf;

/**
 * What one abbreviation declares (DWARF 5, section 7.5.3): the shape of a DIE; {@link #scan} as
 * {@link UnitScan} needs it. Tables of many units share it, each under a code of its own.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Abbreviation(
    int tag, boolean children, int[] attributes, int[] forms, long[] implicit, ScanShape scan) {

  /** True when a form is written in the DIE itself. */
  boolean indirect() {
    for (int form : forms) {
      if (form == Forms.DW_FORM_indirect) {
        return true;
      }
    }
    return false;
  }

  boolean has(int attribute) {
    return indexOf(attribute) >= 0;
  }

  /** -1 when it lacks the attribute. */
  int indexOf(int attribute) {
    for (int i = 0; i < attributes.length; i++) {
      if (attributes[i] == attribute) {
        return i;
      }
    }
    return -1;
  }
}
