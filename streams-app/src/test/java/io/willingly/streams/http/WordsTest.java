package io.willingly.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.EvidenceKind;
import io.willingly.event.RemorseReason;
import io.willingly.event.VerdictKind;
import io.willingly.streams.access.Contest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the API calls by a constant the page calls by a plain word. */
class WordsTest {
  private static final List<String> OF_DEALS =
      List.of("WON", "LOST", "OPEN", "REOPENED", "WITHDRAWN");

  @Test
  void everyConstantOfTheFeedAndOfDealsHasAWord() throws IOException {
    String words;
    try (InputStream page = WordsTest.class.getResourceAsStream("/web/words.js")) {
      words = new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
    }
    Stream<Enum<?>> constants =
        Stream.of(
                VerdictKind.values(),
                RemorseReason.values(),
                EvidenceKind.values(),
                Contest.State.values())
            .flatMap(Arrays::stream);

    assertThat(Stream.concat(OF_DEALS.stream(), constants.map(Enum::name)))
        .allSatisfy(constant -> assertThat(words).contains("\n  " + constant + ": \""));
  }
}
