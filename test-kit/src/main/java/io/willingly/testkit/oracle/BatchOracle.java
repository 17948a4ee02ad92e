package io.willingly.testkit.oracle;

import static java.util.Objects.requireNonNull;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.DealState.RemorseReason;
import io.willingly.metrics.fold.DealState.Status;
import io.willingly.metrics.fold.DealState.Vote;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.fold.Verdict;
import io.willingly.metrics.tally.CellKey.Recurrence;
import io.willingly.metrics.tally.TallyField;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Computes every integer in one batch from all delivered records: the rules as SQL on DuckDB (the
 * files under {@code oracle/}), written from the rules and not from the fold. Not thread-safe.
 */
public final class BatchOracle implements AutoCloseable {
  private static final List<String> RULES =
      Stream.of("02_facts", "03_deals", "04_reversals", "05_surveys", "06_loyalty")
          .map(BatchOracle::script)
          .toList();
  private static final List<String> RESULTS =
      Stream.of("07_verdicts", "08_claims", "09_integrity", "10_measures", "11_ledger", "12_deals")
          .map(BatchOracle::script)
          .toList();

  private final Connection database;
  private final RecordTables tables;

  /**
   * Opens an empty oracle in memory.
   *
   * @throws SQLException when DuckDB cannot be started
   */
  public BatchOracle(Definition definition) throws SQLException {
    database = DriverManager.getConnection("jdbc:duckdb:");
    execute(script("01_tables"));
    tables = new RecordTables(database.unwrap(DuckDBConnection.class), definition);
    tables.writeRuleSet();
  }

  /** What the rules say of these records, in order of delivery. */
  public static OracleResult judge(Definition definition, List<Fact> delivered) {
    try (BatchOracle oracle = new BatchOracle(definition)) {
      oracle.deliver(delivered.stream());
      return oracle.result();
    } catch (SQLException e) {
      throw new IllegalStateException("the oracle's SQL failed", e);
    }
  }

  /** Adds delivered records: copies, old revisions, retractions, conflicts, erasures and all. */
  public void deliver(Stream<Fact> delivered) throws SQLException {
    tables.append(delivered);
  }

  /** The numbers of today. */
  public OracleResult result() throws SQLException {
    return asKnownOn(Integer.MAX_VALUE);
  }

  /** The numbers of the records that had arrived by the end of an epoch day (R7). */
  public OracleResult asKnownOn(int arrivalDay) throws SQLException {
    execute("DELETE FROM known_on; INSERT INTO known_on VALUES (" + arrivalDay + ")");
    for (String rules : RULES) {
      execute(rules);
    }
    for (String results : RESULTS) {
      execute(results);
    }
    return new OracleResult(measures(), ledger(), outcomes(), deals());
  }

  private SortedMap<Measure, Long> measures() throws SQLException {
    SortedMap<Measure, Long> measures = new TreeMap<>();
    query(
        "SELECT scope, id, role, product_line, recurring, cohort_day, field, bucket, amount"
            + " FROM scope_measure WHERE amount <> 0",
        row ->
            measures.put(
                new Measure(
                    Measure.Scope.valueOf(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    Recurrence.valueOf(row.getString(5)),
                    row.getInt(6),
                    TallyField.valueOf(row.getString(7)),
                    row.getInt(8)),
                row.getLong(9)));
    return measures;
  }

  private SortedMap<OracleResult.LedgerRow, Long> ledger() throws SQLException {
    SortedMap<OracleResult.LedgerRow, Long> ledger = new TreeMap<>();
    query(
        "SELECT source, family, reason, count(*) FROM record_outcome GROUP BY ALL",
        row ->
            ledger.put(
                new OracleResult.LedgerRow(
                    row.getString(1),
                    Family.valueOf(row.getString(2)),
                    Reason.valueOf(row.getString(3))),
                row.getLong(4)));
    return ledger;
  }

  private List<Reason> outcomes() throws SQLException {
    List<Reason> outcomes = new ArrayList<>();
    query(
        "SELECT reason FROM record_outcome ORDER BY seq",
        row -> outcomes.add(Reason.valueOf(row.getString(1))));
    return outcomes;
  }

  private SortedMap<OracleResult.DealKey, DealOutcome> deals() throws SQLException {
    SortedMap<OracleResult.DealKey, DealOutcome> deals = new TreeMap<>();
    query(
        "SELECT customer, deal_id, status, rep_id, cohort_day, verdict, remorse_day,"
            + " remorse_reason, vote, referred_day, amount, currency FROM deal_outcome",
        row ->
            deals.put(
                new OracleResult.DealKey(row.getString(1), row.getString(2)),
                new DealOutcome(
                    Status.valueOf(row.getString(3)),
                    row.getString(4),
                    row.getInt(5),
                    Verdict.valueOf(row.getString(6)),
                    integer(row, 7),
                    RemorseReason.valueOf(row.getString(8)),
                    row.getString(9) == null ? null : Vote.valueOf(row.getString(9)),
                    integer(row, 10),
                    row.getObject(11) == null ? null : row.getLong(11),
                    row.getString(12))));
    return deals;
  }

  private static @Nullable Integer integer(ResultSet row, int column) throws SQLException {
    return row.getObject(column) == null ? null : row.getInt(column);
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private void query(String sql, RowReader reader) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String script(String name) {
    String path = "/oracle/" + name + ".sql";
    try (InputStream file =
        requireNonNull(BatchOracle.class.getResourceAsStream(path), path + " is missing")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
