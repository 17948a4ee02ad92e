package io.willingly.streams.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.published.PublishedQueries;
import io.willingly.streams.query.AlarmQueries;
import io.willingly.streams.query.BoardQueries;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.query.Queries;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.Drain;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A pipeline that counts somewhere and answers nobody: what is published is read from its topics
 * (ADR 0020).
 */
final class TopicSession implements Session {
  private final ClusterSession counting;
  private final Definition rules;
  private final Clock clock;
  private final Queries queries;

  /**
   * Reads the topics of a pipeline.
   *
   * @param group under which it is counted
   * @param rules the rule set in force
   * @param organisation id of the organisation scope (R40)
   * @param clock the day of today is asked of it
   */
  TopicSession(
      ClusterSession counting,
      Cluster cluster,
      String group,
      Definition rules,
      String organisation,
      Clock clock) {
    this.counting = counting;
    this.rules = rules;
    this.clock = clock;
    this.queries =
        new PublishedQueries(
            cluster, rules, organisation, counting::ledger, () -> left(cluster, group));
  }

  private static long left(Cluster cluster, String group) {
    try (Drain drain = Drain.of(cluster.clientSettings(), group)) {
      drain.settled();
      return drain.remaining();
    }
  }

  @Override
  public Queries queries() {
    return queries;
  }

  @Override
  public AlarmQueries alarms() {
    throw PublishedQueries.refused("`alarms`");
  }

  @Override
  public ComparisonQueries comparisons() {
    throw PublishedQueries.refused("`compare`");
  }

  @Override
  public BoardQueries boards() {
    throw PublishedQueries.refused("this question");
  }

  @Override
  public ObjectNode dryRun(List<Fact> facts) {
    throw PublishedQueries.refused("what facts would do");
  }

  @Override
  public String bootstrapServers() {
    return counting.bootstrapServers();
  }

  @Override
  public SchemaIds schemaIds() {
    return counting.schemaIds();
  }

  @Override
  public ZoneId zone() {
    return rules.zone();
  }

  @Override
  public int today() {
    return rules.dayOfMillis(clock.millis());
  }

  @Override
  public boolean awaitDrained(Duration timeout, LongConsumer progress) {
    return counting.awaitDrained(timeout, progress);
  }

  @Override
  public Ledger ledger() {
    return counting.ledger();
  }

  @Override
  public void close() {
    counting.close();
  }
}
