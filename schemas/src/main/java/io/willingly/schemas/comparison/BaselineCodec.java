package io.willingly.schemas.comparison;

import io.willingly.event.BaselineKey;
import io.willingly.event.BaselineSegment;
import io.willingly.event.BaselineVersion;
import io.willingly.metrics.comparison.Baseline;
import io.willingly.metrics.comparison.Component;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey.Recurrence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Baselines as records of the topic {@code baselines}: one for each component. */
public final class BaselineCodec {
  private final Definition definition;

  public BaselineCodec(Definition definition) {
    this.definition = definition;
  }

  /** The key of a component's baselines of a day. */
  public BaselineKey key(ScopeId.Kind unit, Component component, int fittedOn) {
    return new BaselineKey(
        unit.name(),
        component.text(),
        definition.version(),
        LocalDate.ofEpochDay(fittedOn).toString());
  }

  /** The records of the baselines of a day, in the order given. */
  public Map<BaselineKey, BaselineVersion> records(List<Baseline> baselines) {
    Map<BaselineKey, BaselineVersion> records = new LinkedHashMap<>();
    for (Baseline baseline : baselines) {
      records
          .computeIfAbsent(
              key(baseline.unit(), baseline.component(), baseline.fittedOn()),
              absent ->
                  new BaselineVersion(
                      definition.hash(),
                      LocalDate.ofEpochDay(baseline.window().first()),
                      LocalDate.ofEpochDay(baseline.window().last()),
                      new ArrayList<>()))
          .getSegments()
          .add(segment(baseline));
    }
    return records;
  }

  private static BaselineSegment segment(Baseline baseline) {
    Segment segment = baseline.segment();
    Recurrence recurring = segment.recurring();
    return new BaselineSegment(
        segment.productLine(),
        recurring == null ? null : recurring.name(),
        baseline.prior().alpha(),
        baseline.prior().beta(),
        baseline.units(),
        baseline.successes(),
        baseline.trials());
  }
}
