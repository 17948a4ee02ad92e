package io.willingly.streams.signoff;

import io.willingly.event.TargetKey;
import io.willingly.metrics.quality.Headline;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.quality.Rates;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.PublishedTopic;
import io.willingly.streams.signoff.Targets.At;
import io.willingly.streams.signoff.Targets.Target;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** The topic {@code targets}. */
public final class TargetTopic {
  private final Cluster cluster;

  public TargetTopic(Cluster cluster) {
    this.cluster = cluster;
  }

  /** All targets that were set and not removed. */
  public Targets read() {
    Map<At, Target> latest = new HashMap<>();
    PublishedTopic.read(
        cluster,
        Topics.TARGETS,
        key -> true,
        (key, value) -> {
          At at = at(key);
          latest.remove(at);
          if (value != null) {
            latest.put(
                at,
                new Target(
                    at,
                    Rates.read(value.getTarget()),
                    value.getSetBy(),
                    value.getSetAt(),
                    value.getNote()));
          }
        });
    return new Targets(new ArrayList<>(latest.values()));
  }

  /** Sets a target, or sets it anew. */
  public void set(Target target) {
    OwnTopic.write(
        cluster,
        Topics.TARGETS,
        key(target.at()),
        new io.willingly.event.Target(
            Rates.bytes(target.rate()), target.setBy(), target.setAt(), target.note()));
  }

  /** Removes a target: the one before it is in force again. */
  public void remove(At at) {
    OwnTopic.write(cluster, Topics.TARGETS, key(at), null);
  }

  private static TargetKey key(At at) {
    return new TargetKey(
        at.scope().kind().name(),
        at.scope().id(),
        at.metric().text(),
        LocalDate.ofEpochDay(at.from()).toString());
  }

  private static At at(TargetKey key) {
    return new At(
        new ScopeId(ScopeId.Kind.valueOf(key.getScope()), key.getId()),
        Headline.parse(key.getMetric()),
        Math.toIntExact(LocalDate.parse(key.getEffectiveFrom()).toEpochDay()));
  }
}
