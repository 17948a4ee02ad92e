package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunLedgerTest {
  private static final RunLedger LEDGER =
      new RunLedger(
          7,
          5,
          Map.of(
              Reason.NONE, 3L,
              Reason.NO_DEAL, 2L,
              Reason.CONFLICT, 1L,
              Reason.MAPPING, 1L,
              Reason.IDENTICAL_COPY, 0L),
          4);

  @Test
  void addsUp() {
    assertThat(LEDGER.of(Outcome.REJECTED)).isEqualTo(2);
    assertThat(LEDGER.of(Outcome.DUPLICATE)).isZero();
    assertThat(LEDGER.events()).isEqualTo(7);
  }

  @Test
  void printsOneObjectWithTheFixedKeysFirst() {
    assertThat(LEDGER.json())
        .isEqualTo(
            "{\"rows\":5,\"events\":7,\"counted\":3,\"pending\":2,\"rejected\":2,\"duplicate\":0,"
                + "\"superseded\":0,\"ignored\":0,\"resolved\":4,\"run\":7,"
                + "\"reasons\":{\"NONE\":3,\"NO_DEAL\":2,\"CONFLICT\":1,\"MAPPING\":1}}");
  }

  @Test
  void tellsPeopleWhatEachReasonMeans() {
    assertThat(LEDGER.table())
        .contains("           7  events\n", "           2    pending\n", Reason.NO_DEAL.text())
        .doesNotContain("IDENTICAL_COPY");
  }
}
