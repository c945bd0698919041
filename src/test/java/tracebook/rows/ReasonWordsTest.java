package tracebook.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tracebook.ir.SlotState;

/** Reasons that take a rare moment of the target to come about. */
class ReasonWordsTest {
  @Test
  void what_is_not_resident_and_not_faulted_in_says_where_it_is_and_why() {
    assertThat(Reasons.of(SlotState.OWN_FAULTS, () -> 0x7f00_1000L))
        .isEqualTo("not resident at 0x7f001000: the program handles its page faults itself");
    assertThat(Reasons.of(SlotState.PERHAPS_MAPPED, () -> 0x7f00_1000L))
        .isEqualTo("not resident at 0x7f001000: what is mapped there was being changed");
  }

  @Test
  void as_the_key_of_a_group_it_has_no_address() {
    assertThat(Reasons.of(SlotState.OWN_FAULTS, () -> 0))
        .isEqualTo("not resident: the program handles its page faults itself");
    assertThat(Reasons.of(SlotState.PERHAPS_MAPPED, () -> 0))
        .isEqualTo("not resident: what is mapped there was being changed");
  }
}
