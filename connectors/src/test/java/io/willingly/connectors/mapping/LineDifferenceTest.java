package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineDifferenceTest {
  private static final String WON =
      "{\"at\":\"a.csv:1\",\"family\":\"DEAL\",\"event\":{\"eventId\":\"7:won\",\"amount\":{\"minor\":1200}}}";
  private static final String LOST =
      "{\"at\":\"a.csv:2\",\"family\":\"DEAL\",\"event\":{\"eventId\":\"8:lost\"}}";
  private static final String COUNTS = "{\"rows\":2,\"events\":2}";

  @Test
  void sameLinesDifferInNothing() {
    assertThat(LineDifference.of(List.of(WON, LOST), List.of(WON, LOST))).isEmpty();
  }

  @Test
  void ofAnEventThatChangedTheFieldsAreTold() {
    String dearer = WON.replace("1200", "1300").replace("}}}", "},\"repId\":\"R-1\"}}");

    assertThat(LineDifference.of(List.of(WON, LOST), List.of(dearer, LOST)))
        .containsExactly(
            "a.csv:1 7:won: event.amount.minor: expected 1200, is 1300",
            "a.csv:1 7:won: event.repId: expected nothing, is \"R-1\"");
  }

  @Test
  void eventsThatAreGoneOrNewAreTold() {
    String fewer = COUNTS.replace("\"events\":2", "\"events\":1");

    assertThat(LineDifference.of(List.of(WON, LOST, COUNTS), List.of(LOST, fewer)))
        .containsExactly("- " + WON, "counts: events: expected 2, is 1");
    assertThat(LineDifference.of(List.of(), List.of(LOST))).containsExactly("+ " + LOST);
  }
}
