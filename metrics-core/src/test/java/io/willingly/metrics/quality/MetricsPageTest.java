package io.willingly.metrics.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Objects;
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

        A formula is of other columns where it can, else in words. A window is how long after the signing
        what is counted may happen.

        | column | kind | unit | rule | meaning | formula | window |
        | --- | --- | --- | --- | --- | --- | --- |
        """
            + Columns.of(Definition.standard(ZoneOffset.UTC)).all().stream()
                .map(MetricsPageTest::row)
                .collect(Collectors.joining())
            + """

            ## What a rate can be trusted for

            Each rate that is a share of things counted one by one has, in `service-quality` (`rates`), in the
            JSON of `report` and as rows of `report --view rates`: the counts it comes from, `eligible` (all we
            would like to know of), `coverage` (denominator / eligible), the response rate where it rests on
            answers, Wilson's interval (`low`, `high`), Jeffreys' interval, and the worst case: where it would
            lie if all we do not know of were alike. All at 95 %. Of happy to pay both intervals are those of
            the product of two shares; NPS has the adjusted Wald interval. Below `definition.minimum-count` the
            state is *too few*: counts without bounds. Means have no interval: no sums of squares are kept. The
            formulae and their sources are in [statistics.md](statistics.md).

            ## Maturity

            Remorse and referral within 14, 30, 60 and 90 days (`maturity`, `report --view maturity`) are told
            three ways: observed / won; settledObserved / settled, over deals old enough; and `expected`, the
            Kaplan-Meier estimate, in which young deals count for as long as they were seen. Its interval is
            Greenwood's on the log-log scale; where nobody has the outcome yet, Wilson's of those still at risk.
            Where no deal is older than the window nothing is expected: see `longestFollowUp`. Rows of a single
            day have no maturity in the topic. `willingly curve` prints the whole curve of a scope.
            """;

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, expected);
    }

    assertThat(PAGE).hasContent(expected);
  }

  private static String row(Column column) {
    return "| `%s` | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            column.name(),
            Section.name(column.kind()),
            column.unit(),
            column.rule(),
            column.doc(),
            column.formula(),
            Objects.requireNonNullElse(column.window(), ""));
  }
}
