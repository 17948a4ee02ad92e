package io.willingly.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LaunchTest {
  private static final OptionalLong UNKNOWN = OptionalLong.empty();

  @Test
  void transactionsMayBeOpenForAsLongAsTheBrokersAllow() {
    assertThat(launch(Map.of()).transactionTimeout(OptionalLong.of(86_400_000)))
        .isEqualTo(Duration.ofDays(1));
    assertThat(launch(Map.of()).transactionTimeout(UNKNOWN)).isEqualTo(Duration.ofMinutes(15));
    assertThat(timeout("120000").transactionTimeout(UNKNOWN)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void aTimeoutThatTheBrokersWouldRefuseIsRefusedHere() {
    assertThatThrownBy(() -> timeout("900001").transactionTimeout(OptionalLong.of(900_000)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("flink.transaction-timeout-ms is 900001")
        .hasMessageContaining("allow 900000")
        .hasMessageContaining("transaction.max.timeout.ms");
  }

  @Test
  void aRestartMustFitIntoATransaction() {
    assertThat(timeout("70000").transactionTimeout(UNKNOWN)).isEqualTo(Duration.ofSeconds(70));
    assertThatThrownBy(() -> timeout("69999").transactionTimeout(UNKNOWN))
        .hasMessageContaining("at least 70000: raise flink.transaction-timeout-ms");
    assertThatThrownBy(() -> launch(Map.of()).transactionTimeout(OptionalLong.of(69_999)))
        .hasMessageContaining("at least 70000: raise transaction.max.timeout.ms of the brokers");
  }

  private static Launch timeout(String millis) {
    return launch(Map.of("flink.transaction-timeout-ms", millis));
  }

  private static Launch launch(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("kafka.bootstrap-servers", "nowhere:1");
    settings.put("flink.checkpoint-dir", "file:///nowhere");
    return new Launch(RunnerSettings.of(settings));
  }
}
