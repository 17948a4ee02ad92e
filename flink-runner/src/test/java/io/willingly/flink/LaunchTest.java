package io.willingly.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  /** One that is about to end may still complete a checkpoint, and publish what came with it. */
  @Test
  void whereToGoOnIsLookedForWhenNoOtherJobIsLeft(@TempDir Path directory) throws IOException {
    Launch launch = launch(Map.of("flink.checkpoint-dir", directory.toUri().toString()));
    completed(directory, 1);
    AtomicInteger looks = new AtomicInteger();
    BooleanSupplier ends =
        () -> {
          boolean runs = looks.incrementAndGet() < 3;
          if (!runs) {
            completed(directory, 2);
          }
          return runs;
        };

    assertThat(launch.resumption(null, ends).orElseThrow()).endsWith("/chk-2");
    assertThat(looks).hasValue(3);
    assertThat(launch.resumption("s3://kept/savepoint-1", () -> false))
        .contains("s3://kept/savepoint-1");
  }

  private static void completed(Path directory, int second) {
    try {
      Path metadata =
          Files.createDirectories(directory.resolve("job/chk-" + second)).resolve("_metadata");
      Files.writeString(metadata, "complete");
      Files.setLastModifiedTime(metadata, FileTime.from(Instant.ofEpochSecond(second)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Launch timeout(String millis) {
    return launch(Map.of("flink.transaction-timeout-ms", millis));
  }

  private static Launch launch(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap-servers", "nowhere:1");
    settings.put("flink.checkpoint-dir", "file:///nowhere");
    settings.putAll(more);
    return new Launch(RunnerSettings.of(settings));
  }
}
