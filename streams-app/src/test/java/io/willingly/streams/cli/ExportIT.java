package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.schemas.topic.Topics;
import io.willingly.streams.cli.Shell.Result;
import io.willingly.streams.config.Settings;
import io.willingly.streams.config.SettingsReader;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published topics as files. January's refund came after its close. */
@SuppressWarnings("NullAway.Init") // set before all tests
class ExportIT {
  private static final Shell SHELL = new Shell(Map.of());

  @TempDir private static Path temp;
  private static OwnSession owner;

  @BeforeAll
  static void count() throws Exception {
    TestClock clock = new TestClock(LocalDate.of(2026, 4, 30));
    Host host = new Host(SHELL.console(), Map.of(), clock);
    Settings settings =
        new SettingsReader(Map.of()).read(Map.of(), Map.of("data.dir", data().toString()));
    owner = host.own(settings, new Purpose("run", Duration.ofMillis(100)), clock);
    PipelineRun.send(owner.bootstrapServers(), January.deals());
    PipelineRun.send(owner.bootstrapServers(), List.of(January.rep("r1", "Ann", "=north")));
    assertThat(owner.awaitDrained(PipelineRun.LONG, left -> {})).isTrue();
    PipelineRun.send(owner.bootstrapServers(), List.of(January.refund()));
    try (KafkaProducer<byte[], byte[]> producer = PipelineRun.producer(owner.bootstrapServers())) {
      byte[] bytes = "not ours".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(Topics.DEAL_EVENTS.name(), bytes, bytes)).get();
    }
    assertThat(owner.awaitDrained(PipelineRun.LONG, left -> {})).isTrue();
  }

  @AfterAll
  static void stop() {
    if (owner != null) {
      owner.close();
    }
  }

  private static Path data() {
    return temp.resolve("data");
  }

  @Test
  void theLatestRowOfEachKeyIsALineSafeForSpreadsheets() throws Exception {
    List<String> lines = Files.readAllLines(exported("service-quality", "csv"));

    assertThat(lines.get(0))
        .startsWith("scope,id,role,period,definition_version,as_of,definition_hash,won,lost,")
        .contains(",happy_to_pay_rate,happy_to_pay_state,happy_to_pay_low,happy_to_pay_high,");
    assertThat(lines).filteredOn(line -> line.startsWith("REP,r1,PRIMARY,2026-01,1,")).hasSize(1);
    assertThat(lines)
        .anyMatch(line -> line.startsWith("TEAM,'=north,PRIMARY,2026-01,1,2026-04-30,"));
    assertThat(lines).noneMatch(line -> line.contains(",=north"));
  }

  @Test
  void parquetHasTypesAndTheSameRows() throws Exception {
    Path file = exported("service-quality", "parquet");
    long lines;
    try (var csv = Files.lines(exported("service-quality", "csv"))) {
      lines = csv.count() - 1;
    }

    assertThat(parquet("SELECT count(*) FROM '%s'", file)).containsExactly(Long.toString(lines));
    assertThat(
            parquet(
                "SELECT concat_ws(' ', id, won, remorse_30, remorse_rate_30, happy_to_pay_rate IS"
                    + " NULL, as_of, typeof(as_of), typeof(remorse_rate_30)) FROM '%s' WHERE scope ="
                    + " 'TEAM' AND period = '2026-01' AND role = 'PRIMARY'",
                file))
        .containsExactly("=north 5 1 0.200000 true 2026-04-30 DATE DECIMAL(18,6)");
  }

  @Test
  void everyRecordOfAHistoryIsARow() throws Exception {
    Path file = exported("restatements", "parquet");

    assertThat(
            parquet(
                "SELECT concat_ws(' ', period, arrival_day, json_extract_string(causes,"
                    + " '$[0].event_id')) FROM '%s' WHERE scope = 'REP' AND id = 'r1' AND period ="
                    + " '2026-01' AND role = 'PRIMARY'",
                file))
        .containsExactly("2026-01 2026-02-20 R-881");
  }

  @Test
  void rejectsComeWithTheirTimeAndWithoutTheirBytes() throws Exception {
    assertThat(Files.readString(exported("rejected-events", "csv")))
        .contains("topic,partition,offset,reason")
        .containsPattern("deal-events,\\d,\\d+,UNDECODABLE,")
        .containsPattern(",20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.0-9]*Z,")
        .doesNotContain("not ours");
    assertThat(parquet("SELECT typeof(arrival) FROM '%s'", exported("rejected-events", "parquet")))
        .containsExactly("TIMESTAMP WITH TIME ZONE");
  }

  @Test
  void theLedgerAddsUp() throws Exception {
    assertThat(parquet("SELECT sum(\"count\") FROM '%s'", exported("ledger", "parquet")))
        .containsExactly("8");
  }

  @Test
  void whatCannotBeWrittenIsSaidBeforeAnythingIsRead() {
    Result unknown = export("deals", "csv", temp.resolve("x.csv"));
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .startsWith("willingly: no table: 'deals'; expected is one of service-quality, ")
        .endsWith(" or ledger\n");
    assertThat(export("ledger", "csv", temp.resolve("none").resolve("x.csv")).err())
        .endsWith(": there is no folder " + temp.resolve("none") + "\n");
  }

  private static Path exported(String table, String format) {
    Path file = temp.resolve(table + "." + format);
    Result result = export(table, format, file);
    assertThat(result.err()).contains(" rows in " + file);
    assertThat(result.code()).isZero();
    return file;
  }

  private static Result export(String table, String format, Path file) {
    return SHELL.run(
        "export",
        "--data",
        data().toString(),
        "--table",
        table,
        "--format",
        format,
        "--out",
        file.toString());
  }

  private static List<String> parquet(String query, Path file) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(query.formatted(file))) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
