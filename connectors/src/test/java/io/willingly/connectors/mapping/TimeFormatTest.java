package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatTest {
  private static final Instant TIME = Instant.parse("2026-03-31T22:15:30.987Z");

  @ParameterizedTest
  @CsvSource({
    "iso, 2026-03-31T22:15:30Z",
    "epoch_s, 1774995330",
    "epoch_ms, 1774995330987",
    "epoch_us, 1774995330987000",
    "dd/MM/yyyy HH:mm:ss, 01/04/2026 00:15:30"
  })
  void what_is_written_is_the_time_or_up_to_a_second_earlier(String format, String written) {
    YamlNode where = YamlNode.parse("pull.yaml", "since");
    TimeFormat times = TimeFormat.of(format, ZoneId.of("Europe/Madrid"), where);

    assertThat(times.text(TIME)).isEqualTo(written);
    assertThat(times.instant(TextNode.valueOf(written))).isBetween(TIME.minusMillis(987), TIME);
  }
}
