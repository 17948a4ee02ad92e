package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.DealEvent;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is left after any row goes on with the next one. */
class FileRowsTest {
  private static final String MAPPING =
      """
      version: 1
      inputs:
        deals: {format: %s, encoding: %s, columns: [id, note]}
      events:
        - name: won
          family: deal
          fields:
            eventId: {from: id}
            dealId: {from: id}
            customerId: "C"
            kind: WON
            occurredAt: "2026-03-10T09:30:00Z"
            productLine: {from: note}
      """;

  private static final String CSV =
      "id,note\r\n1,plain\r\n2,\"two\r\nlines, \"\"so\"\"\"\r\n\r\n3,Übergröße 😀\r\n"
          + "4,too,many\r\n5,\"stray\r\n6,after\r\n7,last";

  private static final String NDJSON =
      "{\"id\":1,\"note\":\"a\"}\n\n{\"id\":2,\"note\":\"Übergröße 😀\"}\nbroken\n{\"id\":3}\n"
          + "{\"id\":4,\"note\":\"last\"}";

  private static final String JSON =
      " [ {\"id\":1,\"note\":\"a\"} , {\"id\":2,\"note\":\"Übergröße 😀\"},7,\n"
          + "[{\"id\":3}], {\"id\":4,\"note\":\"x\"} ]\n{\"id\":5}";

  @TempDir Path folder;

  private Path file(String text, String charset) throws IOException {
    return Files.write(folder.resolve("deals"), text.getBytes(Charset.forName(charset)));
  }

  private static Mapping mapping(String format, String charset) {
    return new MappingLoader(ZoneOffset.UTC).parse("left", MAPPING.formatted(format, charset));
  }

  private static FileRows open(Mapping mapping, Path file, Mark from) throws IOException {
    return FileRows.open(mapping, file, from, new FileRows.Version("0", 7), "left");
  }

  private static List<String> all(FileRows rows) throws IOException {
    List<String> all = new ArrayList<>();
    for (List<RowOutcome> next = rows.next(); !next.isEmpty(); next = rows.next()) {
      next.forEach(outcome -> all.add(text(outcome)));
    }
    return all;
  }

  private static String text(RowOutcome outcome) {
    return outcome.position()
        + " "
        + (outcome instanceof RowOutcome.Mapped mapped ? mapped.events().get(0).event() : outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "csv, UTF-8",
    "csv, UTF-16",
    "csv, UTF-16LE",
    "csv, UTF-32BE",
    "csv, GB18030",
    "ndjson, UTF-8",
    "ndjson, UTF-16",
    "json, UTF-8"
  })
  void goesOnAfterAnyRow(String format, String charset) throws IOException {
    Mapping mapping = mapping(format, charset);
    String text = format.equals("csv") ? CSV : format.equals("json") ? JSON : NDJSON;
    Path file = file(text, charset);
    List<Mark> marks = new ArrayList<>(List.of(Mark.START));
    List<String> all = new ArrayList<>();
    try (FileRows rows = open(mapping, file, Mark.START)) {
      for (List<RowOutcome> next = rows.next(); !next.isEmpty(); next = rows.next()) {
        next.forEach(outcome -> all.add(text(outcome)));
        marks.add(rows.mark());
      }
    }

    assertThat(all).hasSizeGreaterThan(4).anyMatch(row -> row.contains("Übergröße 😀"));
    assertThat(marks).hasSize(all.size() + 1);
    for (int left = 0; left < marks.size(); left++) {
      try (FileRows rows = open(mapping, file, marks.get(left))) {
        assertThat(all(rows)).as("after %d", left).isEqualTo(all.subList(left, all.size()));
      }
    }
    assertThat(marks.get(marks.size() - 1).bytes()).isEqualTo(Files.size(file));
  }

  /** A byte order mark is no part of the first column, wherever reading begins. */
  @Test
  void aByteOrderMarkIsSkipped() throws IOException {
    Path file = file("\uFEFFid,note\n1,a\n2,b\n", "UTF-8");

    try (FileRows rows = open(mapping("csv", "UTF-8"), file, Mark.START)) {
      RowOutcome.Mapped first = (RowOutcome.Mapped) rows.next().get(0);
      assertThat(((DealEvent) first.events().get(0).event()).getDealId()).isEqualTo("1");
      assertThat(rows.mark()).isEqualTo(new Mark(15, 1, 2));
    }
  }

  /** What more might be written to is told, and is there as a whole once it is written. */
  @ParameterizedTest
  @ValueSource(strings = {"csv", "ndjson", "json"})
  void aRowThatIsBeingWrittenIsNotWhole(String format) throws IOException {
    Mapping mapping = mapping(format, "UTF-8");
    String text =
        switch (format) {
          case "csv" -> "id,note\n1,a\n2,\"two\nlines\"\n";
          case "ndjson" -> "{\"id\":1,\"note\":\"a\"}\n{\"id\":2}\n";
          default -> "[{\"id\":1,\"note\":\"a\"},\n{\"id\":2}]";
        };
    int second = text.indexOf("2", text.indexOf("a"));
    // Behind the row itself; the end of its line makes a line of it.
    int whole = format.equals("json") ? text.indexOf("}]") + 1 : text.length();

    for (int length = second + 1; length <= text.length(); length++) {
      Path file = file(text.substring(0, length), "UTF-8");
      try (FileRows rows = open(mapping, file, Mark.START)) {
        rows.next();
        assertThat(rows.whole()).as("first row at %d", length).isTrue();
        assertThat(rows.next()).hasSize(1);
        assertThat(rows.whole()).as("second row at %d", length).isEqualTo(length >= whole);
      }
    }
  }

  @Test
  void onlyFilesOfTheirOwnCanBeLeft() {
    MappingLoader loader = new MappingLoader(ZoneOffset.UTC);

    assertThat(FileRows.refusal(loader.load("generic-csv"))).isNull();
    assertThat(FileRows.refusal(loader.load("olist"))).contains("willingly replay --source olist");
    assertThat(FileRows.refusal(mapping("json", "UTF-16"))).contains("UTF-16", "willingly replay");
  }
}
