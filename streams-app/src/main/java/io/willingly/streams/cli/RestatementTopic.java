package io.willingly.streams.cli;

import io.willingly.event.Restatement;
import io.willingly.event.RestatementKey;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.Restatement.At;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Causes;
import io.willingly.metrics.tally.CellKey;
import io.willingly.schemas.quality.RestatementCodec;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.query.CauseSource;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.PublishedTopic;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the published restatements: what all instances of a pipeline have committed. */
final class RestatementTopic implements CauseSource {
  private final Cluster cluster;
  private final int definitionVersion;

  RestatementTopic(Cluster cluster, int definitionVersion) {
    this.cluster = cluster;
    this.definitionVersion = definitionVersion;
  }

  @Override
  public Map<At, Causes> of(ScopeId scope, @Nullable Period period) {
    Map<At, Causes> causes = new HashMap<>();
    PublishedTopic.read(
        cluster,
        Topics.RESTATEMENTS,
        key -> isOf(scope, key) && (period == null || period.toString().equals(key.getPeriod())),
        (key, value) -> {
          if (value != null) {
            causes.merge(at(key, value), RestatementCodec.causes(value), Causes::plus);
          }
        });
    return causes;
  }

  private boolean isOf(ScopeId scope, RestatementKey key) {
    return key.getDefinitionVersion() == definitionVersion
        && key.getRole().equals(CellKey.PRIMARY)
        && key.getScope().equals(scope.kind().name())
        && key.getId().equals(scope.id());
  }

  private static At at(RestatementKey key, Restatement value) {
    return new At(
        key.getRole(),
        Period.parse(key.getPeriod()),
        Math.toIntExact(value.getArrivalDay().toEpochDay()));
  }
}
