package io.willingly.flink.job;

import io.willingly.flink.JobConfig;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.AsOf;
import io.willingly.stages.QualityOutlet;
import io.willingly.stages.RestatementOutlet;
import java.io.IOException;
import java.time.LocalDate;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what scopes have, and turns their day (R56, R97): each scope keeps the day its rolling
 * windows end on, and a timer for the organisation's next midnight. A job that was away catches up
 * once, for its timers are due when it is back.
 */
abstract class TallyOperator extends StepOperator implements Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1;

  transient QualityOutlet quality;
  transient RestatementOutlet restatements;
  private transient ValueState<Integer> rolled;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient @Nullable ScopeId turning;
  private transient @Nullable AsOf turningDays;

  @SuppressWarnings("NullAway.Init") // set by open, before the first record
  TallyOperator(JobConfig config) {
    super(config);
  }

  abstract String key(ScopeId scope);

  abstract ScopeId scope(String key);

  @Override
  public void open() throws Exception {
    super.open();
    rolled = getPartitionedState(new ValueStateDescriptor<>("rolled-day", Types.INT));
    timers = getInternalTimerService("midnight", VoidNamespaceSerializer.INSTANCE, this);
    quality =
        new QualityOutlet(
            this::rows,
            drained(QualityOutlet.buffer()),
            this::days,
            outlet(Topics.SERVICE_QUALITY),
            setup.definition());
    restatements =
        new RestatementOutlet(
            this::rows, drained(RestatementOutlet.buffer()), outlet(Topics.RESTATEMENTS), setup);
  }

  Rows rows(ScopeId scope) {
    return rows(key(scope));
  }

  /** To be called with each record: the first one of a scope sets its day. */
  void stamp() throws IOException {
    if (rolled.value() == null) {
      rolled.update(today());
      awaitMidnight();
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws IOException {
    String key = timer.getKey();
    int before = rolled.value();
    int today = today();
    if (today > before) {
      turning = scope(key);
      turningDays = new AsOf(before, today);
      quality.dayTurned(turning);
      turning = null;
      turningDays = null;
      setCurrentKey(key);
      rolled.update(today);
    }
    awaitMidnight();
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no timer of event time is ever set");
  }

  private AsOf days(ScopeId scope) {
    AsOf now = turningDays;
    if (now != null && scope.equals(turning)) {
      return now;
    }
    setCurrentKey(key(scope));
    int day = Unchecked.get(rolled::value);
    return new AsOf(day, day);
  }

  private int today() {
    return setup.definition().dayOfMillis(timers.currentProcessingTime());
  }

  private void awaitMidnight() {
    Definition definition = setup.definition();
    LocalDate tomorrow = LocalDate.ofEpochDay(today() + 1L);
    timers.registerProcessingTimeTimer(
        VoidNamespace.INSTANCE,
        tomorrow.atStartOfDay(definition.zone()).toInstant().toEpochMilli());
  }
}
