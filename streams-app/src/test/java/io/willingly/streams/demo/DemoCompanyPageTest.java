package io.willingly.streams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documented truth is the truth of the code. {@code -Dgolden.update} writes it anew. */
class DemoCompanyPageTest {
  private static final Path PAGE = Path.of("..", "docs", "demo-company.md");
  private static final String BEGIN = "<!-- generated: ground truth -->\n";
  private static final String END = "<!-- end of generated -->\n";

  @Test
  void thePageTellsTheTruth() {
    String page = read();
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);

    String expected = page.substring(0, begin) + table() + page.substring(end);
    if (Boolean.getBoolean("golden.update")) {
      write(expected);
    }

    assertThat(page).contains(BEGIN, END);
    assertThat(read()).isEqualTo(expected);
  }

  private static String table() {
    // The roster depends on seed and size alone, not on the moment the demo starts at.
    Company company = new Company(Company.Settings.demo(Instant.EPOCH, ZoneOffset.UTC));
    return """
        | rep | name | team | style | sold with care | happy to pay | remorse 30 | refers 90 | response | talk share | caring questions | pace, days | leads a month |
        | --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        """
        + company.truth().stream().map(DemoCompanyPageTest::row).collect(Collectors.joining());
  }

  private static String row(RepTruth rep) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.1f%% | %.1f%% | %.1f%% | %.1f%% | %.1f%% | %.1f%% | %.2f | %.1f | %.2f |%n",
        rep.repId(),
        rep.name(),
        rep.team(),
        rep.style().name().toLowerCase(Locale.ROOT),
        100 * rep.care(),
        100 * rep.happyToPay(),
        100 * rep.remorse30(),
        100 * rep.refers90(),
        100 * rep.response(),
        100 * rep.talkShare(),
        rep.caringQuestions(),
        rep.paceDays(),
        rep.selling().leadsPerMonth());
  }

  private static String read() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(String text) {
    try {
      Files.writeString(PAGE, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
