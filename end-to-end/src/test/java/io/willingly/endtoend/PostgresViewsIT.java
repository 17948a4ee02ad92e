package io.willingly.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each view of {@code views.sql} answers its question, on tables as {@code tables.sql} has them.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
class PostgresViewsIT {
  private static final Path SQL = Path.of("..", "connectors", "src", "main", "sql");

  /** Rule set 1 is in force and 2 is tried; the organisation's day is 20 August. */
  private static final String ROWS =
      """
      INSERT INTO service_quality (scope, id, role, period, definition_version, as_of, won, answered,
          bar_happy, bar_not_happy, bar_no_word,
          happy_to_pay_state, happy_to_pay_rate, happy_to_pay_low, happy_to_pay_high,
          remorse_state_30, remorse_rate_30, remorse_low_30, remorse_high_30, referral_state_90) VALUES
        ('REP', 'anna', 'PRIMARY', '2026-Q3', 1, '2026-08-20', 40, 20, 15, 5, 20,
          'TOLD', 0.781, 0.702, 0.846, 'TOLD', 0.05, 0.0138, 0.165, 'TOO_FEW'),
        ('REP', 'ben', 'PRIMARY', '2026-Q3', 1, '2026-08-19', 3, 0, 0, 0, 3,
          NULL, NULL, NULL, NULL, 'TOO_FEW', 0, NULL, NULL, NULL),
        ('REP', 'anna', 'PRIMARY', '2026-Q3', 2, '2026-08-20', 39, 20, 15, 5, 19,
          'TOLD', 0.7, 0.6, 0.8, 'TOLD', 0.05, 0.0138, 0.165, 'TOO_FEW'),
        ('REP', 'anna', 'SDR', '2026-Q3', 1, '2026-08-20', 7, 0, 0, 0, 7,
          NULL, NULL, NULL, NULL, 'TOLD', 0, 0, 0.35, NULL),
        ('REP', 'anna', 'PRIMARY', '2026-Q2', 1, '2026-08-20', 90, 60, 50, 10, 30,
          'TOLD', 0.8, 0.7, 0.9, 'TOLD', 0, 0, 0.04, 'TOLD'),
        ('TEAM', 'north', 'PRIMARY', '2026-07', 1, '2026-08-20', 20, 9, 8, 1, 11,
          'TOLD', 0.9, 0.6, 0.98, 'TOO_FEW', 0.25, NULL, NULL, NULL),
        ('TEAM', 'north', 'PRIMARY', '2026-Q3', 1, '2026-08-20', 40, 20, 15, 5, 20,
          'TOLD', 0.781, 0.702, 0.846, 'TOLD', 0.05, 0.0138, 0.165, 'TOO_FEW');
      INSERT INTO deal_verdicts (customer_id, deal_id, definition_version, status, product_line, cohort_day,
          remorse_day) VALUES
        ('c1', 'd1', 1, 'WON', 'kitchens', '2026-07-01', 30),
        ('c2', 'd2', 1, 'WON', 'kitchens', '2026-07-21', 31),
        ('c3', 'd3', 1, 'WON', 'kitchens', '2026-07-22', 2),
        ('c4', 'd4', 1, 'WON', 'kitchens', '2026-06-01', NULL),
        ('c5', 'd5', 1, 'LOST', 'kitchens', '2026-06-01', NULL),
        ('c6', 'd6', 1, 'WON', NULL, '2026-08-01', NULL),
        ('c1', 'd1', 2, 'WON', 'kitchens', '2026-07-01', 30);
      INSERT INTO save_list (customer_id, deal_id, rep_id, cohort_day, reasons, until, amount_minor,
          amount_currency) VALUES
        ('c7', 'd7', 'anna', '2026-08-01', '["UNHAPPY", "PAID_LATE"]', '2026-08-31', 125000, 'EUR'),
        ('c8', 'd8', 'ben', '2026-07-21', '["REGRET"]', '2026-08-20', NULL, NULL),
        ('c9', 'd9', 'ben', '2026-07-20', '["REGRET"]', '2026-08-19', NULL, NULL);
      INSERT INTO restatements (scope, id, role, period, definition_version, record_partition, record_offset,
          arrival_day, closed_on, cause_count, causes, metrics) VALUES
        ('REP', 'anna', 'PRIMARY', '2026-Q2', 1, 0, 7, '2026-08-18', '2026-07-10', 1,
          '[{"source": "crm", "event_id": "R-881", "reason": "REFUNDED"}]',
          '[{"metric": "remorse-30", "before": 0.0, "after": 0.011111, "before_numerator": 0,
             "before_denominator": 90, "after_numerator": 1, "after_denominator": 90},
            {"metric": "happy-to-pay", "before": null, "after": 0.8, "before_numerator": 0,
             "before_denominator": 0, "after_numerator": 4, "after_denominator": 5}]'),
        ('REP', 'ben', 'PRIMARY', '2026-Q2', 1, 0, 8, '2026-08-19', '2026-07-10', 1, '[]', '[]');
      INSERT INTO ingest_ledger (source, outcome, reason, topic, partition, run, "count") VALUES
        ('crm', 'COUNTED', 'NONE', 'deal-events', 0, 0, 90),
        ('crm', 'COUNTED', 'NONE', 'deal-events', 1, 5, 10),
        ('crm', 'PENDING', 'DEAL', 'survey-events', 1, 0, 3),
        ('crm', 'REJECTED', 'CONFLICT', 'deal-events', 0, 0, 2),
        ('crm', 'DUPLICATE', 'COPY', 'deal-events', 0, 0, 4),
        ('shop', 'IGNORED', 'FILTERED', 'mapping-rejects', 0, 0, 1);
      INSERT INTO rejected_events (topic, partition, "offset", record_partition, record_offset, source, reason,
          arrival, resent_at) VALUES
        ('deal-events', 0, 17, 0, 0, 'crm', 'CONFLICT', '2026-08-18T10:00:00Z', NULL),
        ('deal-events', 0, 18, 0, 1, 'crm', 'CONFLICT', '2026-08-19T10:00:00Z', NULL),
        ('deal-events', 0, 17, 0, 2, 'crm', 'CONFLICT', '2026-08-20T10:00:00Z', '2026-08-20T10:00:00Z');
      """;

  private static Postgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = Postgres.start();
    // Again, as after an update.
    for (String file : List.of("tables.sql", "views.sql", "tables.sql", "views.sql")) {
      postgres.execute(Files.readString(SQL.resolve(file)));
    }
    postgres.execute(ROWS);
  }

  @AfterAll
  static void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void theBoardOfTheQuarterIsOfTheRuleSetInForceAndTellsNoRateOfTooFew() {
    assertThat(postgres.rows("SELECT * FROM reps_this_quarter ORDER BY rep_id"))
        .containsExactly(
            List.of(
                "anna",
                "2026-Q3",
                "40",
                "20",
                "78 % (70 to 85 %)",
                "5 % (1 to 17 %)",
                "can't tell yet",
                "15",
                "5",
                "20",
                "2026-08-20"),
            List.of(
                "ben",
                "2026-Q3",
                "3",
                "0",
                "can't tell yet",
                "can't tell yet",
                "can't tell yet",
                "0",
                "0",
                "3",
                "2026-08-19"));
  }

  @Test
  void theTrendOfATeamIsByMonth() {
    assertThat(
            postgres.rows(
                "SELECT team, month, won, happy_to_pay_rate, happy_to_pay_low, remorse_rate_30"
                    + " FROM teams_by_month"))
        .extracting(List::toString)
        .containsExactly("[north, 2026-07-01, 20, 0.900000, 0.600000, null]");
  }

  @Test
  void remorseOfAProductLineIsComparedAmongSettledDeals() {
    assertThat(postgres.rows("SELECT * FROM remorse_by_product_line ORDER BY product_line"))
        .extracting(List::toString)
        .containsExactly("[kitchens, 4, 2, 3, 1, 0.333333]", "[null, 1, 0, 0, 0, null]");
  }

  @Test
  void theSaveListIsOfThoseWhoCanStillBeHelpedTheMostUrgentFirst() {
    assertThat(
            postgres.rows(
                "SELECT days_left, customer_id, rep_id, reasons, amount_minor FROM save_list_open"))
        .extracting(List::toString)
        .containsExactly(
            "[0, c8, ben, {REGRET}, null]", "[11, c7, anna, {UNHAPPY,PAID_LATE}, 125000]");
  }

  @Test
  void everyRateThatMovedSinceTheCloseIsARow() {
    assertThat(
            postgres.rows(
                """
                SELECT id, period, arrival_day, metric, rate_before, rate_after, numerator_after,
                  denominator_before, causes -> 0 ->> 'event_id'
                FROM changed_since_close
                """))
        .extracting(List::toString)
        .containsExactly(
            "[anna, 2026-Q2, 2026-08-18, remorse-30, 0.0, 0.011111, 1, 90, R-881]",
            "[anna, 2026-Q2, 2026-08-18, happy-to-pay, null, 0.8, 4, 0, R-881]");
  }

  @Test
  void theOutcomesOfASourceAddUpToWhatWasDelivered() {
    assertThat(
            postgres.rows(
                """
                SELECT source, delivered, counted, pending, rejected, duplicate, superseded, ignored,
                  last_rejected_arrival AT TIME ZONE 'UTC'
                FROM source_health ORDER BY source
                """))
        .extracting(List::toString)
        .containsExactly(
            "[crm, 109, 100, 3, 2, 4, 0, 0, 2026-08-19 10:00:00]",
            "[shop, 1, 0, 0, 0, 0, 0, 1, null]");
  }
}
