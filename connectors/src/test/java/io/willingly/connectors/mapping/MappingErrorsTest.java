package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake in a mapping is one message: file, line, column, field, what is wrong, what to do. */
class MappingErrorsTest {
  private static final String GOOD =
      """
      version: 1
      inputs:
        sales:
          columns: [id, day, price, buyer]
      views:
        big: SELECT id, day, price::DECIMAL(9, 2) AS price FROM sales
      filters:
        - {from: sales, when: '.price == ""', reason: no price}
      events:
        - name: won
          from: sales
          family: deal
          when: .id != ""
          fields:
            eventId: "{id}"
            kind: WON
            occurredAt: {from: day, format: iso}
            dealId: "{id}"
            customerId: {from: buyer, default: "~deal:{id}"}
            amount: {from: price, unit: major, currency: EUR}
            recurring: "false"
            credits:
              - {repId: "{buyer}", shareBasisPoints: 10000, primary: "true"}
        - name: said
          from: sales
          family: survey
          fields:
            surveyId: "{id}"
            step: ANSWERED
            occurredAt: {from: day}
            customerId: "{buyer}"
            answers:
              - {item: REGRET, value: {from: price}, scale: [1, 5]}
      """;

  @TempDir private Path folder;

  @Test
  void theMappingAllCasesSpoilIsGood() throws IOException {
    assertThat(load(GOOD).version()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      like: generic-jsn   | test/mapping.yaml:2:7: no mapping 'generic-jsn' is shipped; did you mean 'generic-csv'?
      rows: data          | test/mapping.yaml:2:7: 'data' is not a JSON pointer such as /data
      """)
  void whatAMappingIsLikeAndWhereItsRowsLieIsChecked(String setting, String message) {
    assertThatThrownBy(
            () ->
                new MappingLoader(ZoneId.of("UTC")).parse("test", "version: 1\n" + setting + "\n"))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      version: 1                    | version: one                  | 1:10 | version is a whole number
      version: 1                    | verson: 1                     | 1:9  | unknown setting 'verson'; did you mean 'version'?
      columns: [id                  | colums: [id                   | 4:13 | unknown setting 'colums'; did you mean 'columns'?
      from: sales                   | from: sale                    | 8:12 | no input or view 'sale'; did you mean 'sales'?
      family: deal                  | family: deals                 | 12:13| no family 'deals'; did you mean 'deal'?
      amount: {from: price          | amuont: {from: price          | 20:15| won.amuont: DealEvent has no field 'amuont'; did you mean 'amount'?
      kind: WON                     | kind: WIN                     | 16:13| won.kind: 'WIN' is not a DealKind; did you mean 'WON'?
      kind: WON                     | stage: WON                    | 15:7 | won: required field 'kind' is not mapped; add 'kind:'
      dealId: "{id}"                | dealId: "{ids}"               | 18:15| 'sales' has no column 'ids'; did you mean 'id'?
      {from: day, format: iso}      | {from: dya, format: iso}      | 17:26| 'sales' has no column 'dya'; did you mean 'day'?
      {from: day, format: iso}      | {from: day, format: epoch}    | 17:39| 'epoch' is not a date pattern
      {from: day, format: iso}      | {from: day, format: epoch_h}  | 17:39| unknown format 'epoch_h'
      {from: day, format: iso}      | {from: day, zone: Madrid}     | 17:37| 'Madrid' is not a time zone
      {from: day, format: iso}      | tomorrow                      | 17:19| won.occurredAt: 'tomorrow' is not a time of format iso
      {from: day, format: iso}      | {format: iso}                 | 17:19| give exactly one of from, template and expr
      {from: day, format: iso}      | {from: day, type: long}       | 17:37| the field is of type timestamp, not long
      unit: major, currency         | currency                      | 20:15| money needs 'currency:' and 'unit: major' or 'unit: minor'
      unit: major                   | unit: cents                   | 20:35| unit of money is 'major' (12.50) or 'minor' (1250)
      recurring: "false"            | recurring: "no"               | 21:18| won.recurring: 'no' is neither true nor false
      recurring: "false"            | eventId: "{id}"               | 21:7 | 'eventId' is given twice; remove one
      shareBasisPoints: 10000       | shareBasisPoints: all         | 23:48| won.credits[0].shareBasisPoints: 'all' is not a number
      , primary: "true"}            | }                             | 23:11| required field 'primary' is not mapped
      item: REGRET                  | item: REGERT                  | 33:18| 'REGERT' is not a SurveyItem; did you mean 'REGRET'?
      scale: [1, 5]                 | scale: [5]                    | 33:55| a scale has two ends
      when: .id != ""               | when: .id = ""                | 13:11| expression is not valid JSLT
      when: .id != ""               | when: random() > 0.5          | 13:11| expression uses 'random()', which is not allowed
      when: .id != ""               | when: now() > 0.5             | 13:11| expression uses 'now()', which is not allowed
      when: '.price == ""'          | when: 'import "x" as x .a'    | 8:25 | expression uses 'import', which is not allowed
      SELECT id,                    | SELECT di,                    | 6:8  | view 'big': Binder Error
      price::DECIMAL(9, 2)          | price::DOUBLE                 | 6:8  | column 'price' is a binary fraction; cast it to DECIMAL
      SELECT id, day, price::DECIMAL(9, 2) AS price FROM sales | SELECT * FROM read_csv('/etc/hosts') AS sales | 6:8 | Permission Error
      eventId: "{id}"               | source: me                    | 15:15| won.source: is set by Willingly; remove it
      reason: no price              | why: no price                 | 8:46 | unknown setting 'why'
      """)
  void aMistakeIsNamedWithItsPlace(String good, String bad, String place, String message)
      throws IOException {
    String spoilt = GOOD.replaceFirst(Pattern.quote(good), quoted(bad));
    assertThat(spoilt).isNotEqualTo(GOOD);

    assertThatThrownBy(() -> load(spoilt))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("mapping.yaml:" + place + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void anUnknownMappingNamesTheShippedOnes() {
    assertThatThrownBy(() -> loader().load("genric-csv"))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("did you mean 'generic-csv'?");
  }

  @Test
  void aFileThatIsNoInputIsRefusedWithTheReason() throws IOException {
    Mapping mapping = load(GOOD);
    Path file = Files.writeString(folder.resolve("other.csv"), "id,day,prize,buyer\n1,2,3,4\n");

    assertThatThrownBy(() -> mapping.run(List.of(file), RunOptions.of("test"), outcome -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other.csv")
        .hasMessageContaining("for sales it lacks [price]");
  }

  @Test
  void anUnknownColumnSuggestsTheOneThatWasMeant() throws IOException {
    Path file = Files.writeString(folder.resolve("deals.csv"), "deal_id,kind,occurred_at,amuont\n");

    assertRefused(loader().load("generic-csv"), file, "deals.csv", "'amount'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id,day,price,buyer,price", "id,day,price,note,buyer,note"})
  void twoColumnsOfOneNameAreRefused(String header) throws IOException {
    Path file = Files.writeString(folder.resolve("sales.csv"), header + "\n1,2,3,4,5,6\n");

    String twin = header.substring(header.lastIndexOf(',') + 1);
    assertRefused(load(GOOD), file, "sales.csv", "two columns are named '" + twin + "'");
  }

  @Test
  void columnsWithoutANameMayBeMany() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("sales.csv"), "id,day,price,buyer,,\n1,2026-01-01,3,B,,\n");

    RunSummary summary = load(GOOD).run(List.of(file), RunOptions.of("test"), outcome -> {});

    assertThat(summary.mapped()).isEqualTo(1);
  }

  @Test
  void aFolderComesBeforeAShippedMappingOfItsName() throws IOException {
    Path own = Files.createDirectories(folder.resolve("generic-csv"));
    assertThat(loader().load(folder, "generic-csv").description()).contains("generic CSV");

    Files.writeString(own.resolve("mapping.yaml"), "description: mine\n" + GOOD);

    assertThat(loader().load(folder, "generic-csv").description()).isEqualTo("mine");
  }

  private static void assertRefused(Mapping mapping, Path file, String... message) {
    assertThatThrownBy(() -> mapping.run(List.of(file), RunOptions.of("test"), outcome -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(message);
  }

  private Mapping load(String text) throws IOException {
    Files.writeString(folder.resolve("mapping.yaml"), text);
    return loader().load(folder.toString());
  }

  private static MappingLoader loader() {
    return new MappingLoader(ZoneId.of("UTC"));
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }
}
