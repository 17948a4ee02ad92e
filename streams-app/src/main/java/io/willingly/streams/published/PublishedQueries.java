package io.willingly.streams.published;

import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Endpoint;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.CaseResult;
import io.willingly.streams.query.Claims;
import io.willingly.streams.query.CurveResult;
import io.willingly.streams.query.ExplainResult;
import io.willingly.streams.query.Figures;
import io.willingly.streams.query.Integrity;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.query.Metric;
import io.willingly.streams.query.Pending;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.Report;
import io.willingly.streams.query.Report.Row;
import io.willingly.streams.query.RestatementsResult;
import io.willingly.streams.query.SaveList;
import io.willingly.streams.query.SourceFacts;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.PublishedTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What can be answered from the topics (R97): what is published, as it is published. All else is
 * refused with what to do; it needs the state of a pipeline on Kafka Streams.
 */
public final class PublishedQueries implements Queries {
  private final Cluster cluster;
  private final Definition definition;
  private final String organisation;
  private final Supplier<Ledger> ledger;
  private final LongSupplier lag;

  /**
   * Answers from topics.
   *
   * @param definition the rule set in force
   * @param organisation id of the organisation scope (R40)
   * @param ledger reads the published ledger
   * @param lag about how many records are still to be counted
   */
  public PublishedQueries(
      Cluster cluster,
      Definition definition,
      String organisation,
      Supplier<Ledger> ledger,
      LongSupplier lag) {
    this.cluster = cluster;
    this.definition = definition;
    this.organisation = organisation;
    this.ledger = ledger;
    this.lag = lag;
  }

  /** What to throw for a question the topics do not answer. */
  public static BadInput refused(String question) {
    return new BadInput(
        ("%s cannot be answered from the published topics: they have reports of now and the ledger."
                + " It needs the state of a pipeline on Kafka Streams: ask on a machine and"
                + " directory where `willingly run` without --engine runs")
            .formatted(question));
  }

  @Override
  public Report report(ScopeId.Kind kind, Period period, AsOf asOf) {
    if (asOf.knownOn() != null) {
      throw refused("a report as it looked on a past day");
    }
    long remaining = lag();
    Map<ServiceQualityKey, ServiceQuality> published = new HashMap<>();
    PublishedTopic.read(
        cluster,
        Topics.SERVICE_QUALITY,
        key ->
            key.getDefinitionVersion() == definition.version()
                && key.getScope().equals(kind.name())
                && key.getPeriod().equals(period.toString()),
        (key, row) -> {
          if (row == null) {
            published.remove(key);
          } else {
            published.put(key, row);
          }
        });
    PublishedReport report = new PublishedReport(definition, period, asOf.day());
    RepNames names =
        kind == ScopeId.Kind.REP ? RepNames.read(cluster, definition, organisation) : null;
    List<Row> rows = new ArrayList<>();
    published.forEach(
        (key, row) ->
            report
                .row(key, row, names == null ? "" : names.name(key.getId(), asOf.day()))
                .ifPresent(rows::add));
    rows.sort(Row.ORDER);
    return new Report(kind, period, Segment.ALL, asOf, definition.version(), remaining, rows);
  }

  @Override
  public ExplainResult explain(
      ScopeId scope, String role, Metric metric, Period period, AsOf asOf) {
    throw refused("`explain`");
  }

  @Override
  public CurveResult curve(ScopeId scope, Endpoint outcome, Period period, AsOf asOf) {
    throw refused("`curve`");
  }

  @Override
  public RestatementsResult restatements(
      ScopeId scope, @Nullable Period period, @Nullable Integer since, AsOf asOf) {
    throw refused("`restatements`");
  }

  @Override
  public Figures figures(Period period, int knownOn, List<String> columns) {
    throw refused("what is to be signed");
  }

  @Override
  public Claims claims(Period period, AsOf asOf) {
    throw refused("`claims`");
  }

  @Override
  public Integrity integrity(ScopeId.Kind kind, Period period, AsOf asOf) {
    throw refused("`integrity`");
  }

  @Override
  public CaseResult deal(String dealId, AsOf asOf) {
    throw refused("`deal`");
  }

  @Override
  public SaveList saveList(AsOf asOf) {
    throw refused("`save-list`");
  }

  @Override
  public Pending pending(AsOf asOf) {
    throw refused("`pending`");
  }

  @Override
  public SourceFacts facts(String source) {
    throw refused("the facts of a source");
  }

  @Override
  public Ledger ledger() {
    return ledger.get();
  }

  @Override
  public long lag() {
    return lag.getAsLong();
  }
}
