package io.willingly.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClusterExceptionTest {
  /** The command line tells the last word of ours in a chain of causes. */
  @Test
  void theOneThatSaysWhichClusterHasNoOtherOfOursBelowIt() {
    IOException cause = new IOException("refused");
    ClusterException failed = new ClusterException("it does not answer", cause);

    ClusterException located = failed.at("far:9092");

    assertThat(located).hasMessage("the cluster at far:9092: it does not answer").hasCause(cause);
    assertThat(located.getStackTrace()).isEqualTo(failed.getStackTrace());
  }
}
