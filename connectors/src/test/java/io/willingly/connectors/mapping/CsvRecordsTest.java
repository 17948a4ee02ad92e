package io.willingly.connectors.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no CSV costs a line, never the rows after it. */
class CsvRecordsTest {

  @Test
  void cellsMayHoldDelimitersQuotesAndLineBreaks() throws IOException {
    List<CsvRecords.Csv> rows =
        read("a,\"x, \"\"y\"\"\n\nz\",c\r\n\r\n \" b \" ,b\"c\",\n\"\",\" d \" ,e");

    assertThat(rows).extracting(CsvRecords.Csv::problem).containsOnlyNulls();
    assertThat(rows)
        .extracting(CsvRecords.Csv::cells)
        .containsExactly(
            List.of("a", "x, \"y\"\n\nz", "c"),
            List.of("\" b \"", "b\"c\"", ""),
            List.of("", "d", "e"));
    assertThat(rows).extracting(CsvRecords.Csv::line).containsExactly(1L, 5L, 6L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,\"b,c\n1,2,3\n4,5,6", // closed nowhere
        "a,\"b,c\n1,2,3\n4,5,6\n7,\"8\",9", // closed by what opens another cell
        "a,\"b,c\n1,2,3\n4,5,6\n7,8\",9,0", // closed, and then the cells are too many
      })
  void aStrayQuoteCostsItsLine(String text) throws IOException {
    List<CsvRecords.Csv> rows = read(text);

    assertThat(rows.get(0).problem()).contains("a quote opens a cell");
    assertThat(rows.get(0).text()).isEqualTo("a,\"b,c");
    assertThat(rows.get(1).cells()).containsExactly("1", "2", "3");
    assertThat(rows.get(2).cells()).containsExactly("4", "5", "6");
    assertThat(rows).extracting(CsvRecords.Csv::line).startsWith(1L, 2L, 3L);
    assertThat(rows).hasSize((int) text.lines().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a,b,c,d", "a,\"b\"c,d", "a,b,\"c"})
  void aLineThatIsNoneIsToldWithTheOthersRead(String line) throws IOException {
    List<CsvRecords.Csv> rows = read("1,2,3\n" + line + "\n4,5,6\n");

    assertThat(rows).extracting(row -> row.problem() == null).containsExactly(true, false, true);
    assertThat(rows.get(1).text()).isEqualTo(line);
  }

  @Test
  void aQuoteThatIsClosedFarAwayIsAStrayOne() throws IOException {
    String filler = "1,2,3\n".repeat(200_000);

    List<CsvRecords.Csv> rows = read("a,\"b,c\n" + filler + "x\",y");

    assertThat(rows).hasSize(200_002);
    assertThat(rows).filteredOn(row -> row.problem() != null).hasSize(2);
  }

  @Test
  void betweenTabsEmptyCellsAreARow() throws IOException {
    Input tabs =
        InputCompiler.compile(
            "rows", YamlNode.parse("test", "delimiter: tab"), JsonPointer.empty());
    CsvRecords records = new CsvRecords(lines("\t\t\n  \n1\t2\t3"), tabs, 0);

    assertThat(records.next(3)).extracting("cells").isEqualTo(List.of("", "", ""));
    assertThat(records.next(3)).extracting("cells").isEqualTo(List.of("1", "2", "3"));
    assertThat(records.next(3)).isNull();
  }

  private static LineReader lines(String text) {
    return new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), UTF_8, 0);
  }

  private static List<CsvRecords.Csv> read(String text) throws IOException {
    Input commas =
        InputCompiler.compile("rows", YamlNode.parse("test", "format: csv"), JsonPointer.empty());
    CsvRecords records = new CsvRecords(lines(text), commas, 0);
    List<CsvRecords.Csv> rows = new ArrayList<>();
    for (CsvRecords.Csv row = records.next(3); row != null; row = records.next(3)) {
      rows.add(row);
    }
    return rows;
  }
}
