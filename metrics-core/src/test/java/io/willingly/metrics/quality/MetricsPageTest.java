package io.willingly.metrics.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference lists the columns there are. {@code -Dgolden.update=true} writes it anew. */
class MetricsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "metrics.md");

  @Test
  void thePageListsEveryColumn() throws IOException {
    String expected =
        """
        # Metrics

        The columns of `willingly report` and the fields of the topic `service-quality`, in this
        order. Generated from `io.willingly.metrics.quality.Columns`. Counts are integers; rates have
        six decimals, rounded half up, and are empty where there is no denominator; money is in minor
        units by currency. Deals count in the period they were signed in, lost deals in the one they
        were lost in, calls in their own (R79). The rules are in [rules.md](rules.md).

        | column | kind | unit | rule | meaning |
        | --- | --- | --- | --- | --- |
        """
            + Columns.of(Definition.standard(ZoneOffset.UTC)).all().stream()
                .map(MetricsPageTest::row)
                .collect(Collectors.joining());

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, expected);
    }

    assertThat(PAGE).hasContent(expected);
  }

  private static String row(Column column) {
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            column.name(), Section.name(column.kind()), column.unit(), column.rule(), column.doc());
  }
}
