package io.willingly.streams.testing;

import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Tally;
import io.willingly.schemas.quality.QualityCodec;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.testkit.oracle.Measure;
import io.willingly.testkit.oracle.OracleResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * Rows of {@code service-quality} with the integers of the oracle, of calendar periods: what
 * depends on the day of publication (rolling windows, maturity) is left out.
 */
public final class OracleRows {
  private static final WireFormat<ServiceQuality> FORMAT =
      WireFormat.values(Topics.SERVICE_QUALITY, Deliveries.IDS);

  private static final ServiceQuality NOTHING = new ServiceQuality();
  private static final String ORGANISATION = "company";

  private OracleRows() {}

  /** Each integer or rate that is published otherwise: row, column, ours, the oracle's. */
  public static List<String> differences(
      Definition definition, OracleResult result, String bootstrap) {
    Map<ServiceQualityKey, ServiceQuality> published = published(bootstrap);
    Map<ServiceQualityKey, ServiceQuality> expected = of(definition, result);
    Set<ServiceQualityKey> all = new TreeSet<>(published.keySet());
    all.addAll(expected.keySet());
    List<String> differences = new ArrayList<>();
    for (ServiceQualityKey key : all) {
      ServiceQuality ours = published.getOrDefault(key, NOTHING);
      ServiceQuality theirs = expected.getOrDefault(key, NOTHING);
      for (Schema.Field field : ServiceQuality.SCHEMA$.getFields()) {
        Object our = ours.get(field.pos());
        Object their = theirs.get(field.pos());
        if (!Objects.equals(our, their)) {
          differences.add("%s %s: %s, expected %s".formatted(key, field.name(), our, their));
        }
      }
    }
    return differences;
  }

  private static Map<ServiceQualityKey, ServiceQuality> of(
      Definition definition, OracleResult result) {
    QualityCodec codec = new QualityCodec(definition);
    Map<ServiceQualityKey, Tally.Builder> tallies = new HashMap<>();
    result
        .measures()
        .forEach(
            (measure, value) -> {
              boolean all = measure.scope() == Measure.Scope.ORGANISATION;
              ScopeId scope =
                  new ScopeId(
                      ScopeId.Kind.valueOf(measure.scope().name()),
                      all ? ORGANISATION : measure.id());
              for (Period period : Period.of(measure.cohortDay())) {
                tallies
                    .computeIfAbsent(
                        codec.key(scope, measure.role(), period), key -> new Tally.Builder())
                    .add(measure.field(), measure.bucket(), value);
              }
            });
    Map<ServiceQualityKey, ServiceQuality> rows = new HashMap<>();
    tallies.forEach(
        (key, tally) -> {
          WireFormat.Body body = codec.body(tally.build(), List.of(), 0);
          if (body != null) {
            rows.put(key, Published.decode(FORMAT, FORMAT.encode(body)));
          }
        });
    return rows;
  }

  private static Map<ServiceQualityKey, ServiceQuality> published(String bootstrap) {
    Map<ServiceQualityKey, ServiceQuality> rows =
        Published.latest(bootstrap, Topics.SERVICE_QUALITY);
    rows.keySet().removeIf(key -> Period.parse(key.getPeriod()).rolling());
    rows.values()
        .forEach(
            row -> {
              row.setAsOf(LocalDate.EPOCH);
              row.setMaturity(List.of());
            });
    return rows;
  }
}
