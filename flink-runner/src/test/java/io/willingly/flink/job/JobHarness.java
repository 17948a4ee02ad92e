package io.willingly.flink.job;

import io.willingly.flink.JobConfig;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Tally;
import io.willingly.schemas.topic.Topics;
import io.willingly.testkit.oracle.DealOutcome;
import io.willingly.testkit.oracle.Measure;
import io.willingly.testkit.scenario.Holder;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.ScenarioResult;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The operators of the job, wired as {@link PipelineJob} does, in one thread and with its own
 * clock.
 */
final class JobHarness implements AutoCloseable {
  /** What a checkpoint holds of each operator. */
  record Checkpoint(
      OperatorSubtaskState customers,
      OperatorSubtaskState reps,
      OperatorSubtaskState scopes,
      OperatorSubtaskState ledger) {}

  private final JobConfig config;
  private final CustomerOperator customerOperator;
  private final RepOperator repOperator;
  private final ScopeOperator scopeOperator;
  private final KeyedOneInputStreamOperatorTestHarness<String, Incoming, Outgoing> customers;
  private final KeyedTwoInputStreamOperatorTestHarness<
          String, Tuple2<String, byte[]>, Incoming, Outgoing>
      reps;
  private final KeyedOneInputStreamOperatorTestHarness<String, Tuple2<String, byte[]>, Outgoing>
      scopes;
  private final KeyedOneInputStreamOperatorTestHarness<String, Tuple2<String, Long>, Outgoing>
      ledger;
  private final PublishedRows published;
  private long checkpoints;

  /**
   * Starts.
   *
   * @param published the topics, which outlive a run
   * @param from where to go on; null to begin
   */
  JobHarness(JobConfig config, Instant now, PublishedRows published, @Nullable Checkpoint from)
      throws Exception {
    this.config = config;
    this.published = published;
    customerOperator = new CustomerOperator(config);
    repOperator = new RepOperator(config);
    scopeOperator = new ScopeOperator(config);
    customers =
        new KeyedOneInputStreamOperatorTestHarness<>(
            customerOperator, Incoming::owner, Types.STRING, PipelineJob.MAX_PARALLELISM, 1, 0);
    reps =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            repOperator,
            cells -> cells.f0,
            Incoming::owner,
            Types.STRING,
            PipelineJob.MAX_PARALLELISM,
            1,
            0);
    scopes =
        new KeyedOneInputStreamOperatorTestHarness<>(
            scopeOperator, cells -> cells.f0, Types.STRING, PipelineJob.MAX_PARALLELISM, 1, 0);
    ledger =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new LedgerOperator(config),
            change -> change.f0,
            Types.STRING,
            PipelineJob.MAX_PARALLELISM,
            1,
            0);
    setTime(now);
    start(customers, from == null ? null : from.customers());
    start(reps, from == null ? null : from.reps());
    start(scopes, from == null ? null : from.scopes());
    start(ledger, from == null ? null : from.ledger());
  }

  private static void start(
      AbstractStreamOperatorTestHarness<Outgoing> operator, @Nullable OperatorSubtaskState from)
      throws Exception {
    operator.setup(
        Outgoing.TYPE.createSerializer(operator.getExecutionConfig().getSerializerConfig()));
    if (from != null) {
      operator.initializeState(from);
    }
    operator.open();
  }

  /** Moves the clock; timers that are due go off. */
  void setTime(Instant now) throws Exception {
    reps.setProcessingTime(now.toEpochMilli());
    scopes.setProcessingTime(now.toEpochMilli());
  }

  void deliver(Incoming record) throws Exception {
    if (record.topic.equals(Topics.REP_DIRECTORY.name())) {
      reps.processElement2(new StreamRecord<>(record));
    } else {
      customers.processElement(new StreamRecord<>(record));
    }
  }

  /** A barrier passes all operators; what they had gathered leaves before it. */
  Checkpoint checkpoint() throws Exception {
    checkpoints++;
    OperatorSubtaskState ofCustomers = barrier(customers);
    for (Tuple2<String, byte[]> cells : taken(customers, CustomerOperator.REP_DELTAS)) {
      reps.processElement1(new StreamRecord<>(cells));
    }
    OperatorSubtaskState ofReps = barrier(reps);
    for (Tuple2<String, byte[]> cells : taken(reps, RepOperator.SCOPE_DELTAS)) {
      scopes.processElement(new StreamRecord<>(cells));
    }
    for (AbstractStreamOperatorTestHarness<Outgoing> from : List.of(customers, reps)) {
      for (Tuple2<String, Long> change : taken(from, StepOperator.LEDGER)) {
        ledger.processElement(new StreamRecord<>(change));
      }
    }
    return new Checkpoint(ofCustomers, ofReps, barrier(scopes), barrier(ledger));
  }

  private OperatorSubtaskState barrier(AbstractStreamOperatorTestHarness<Outgoing> operator)
      throws Exception {
    operator.prepareSnapshotPreBarrier(checkpoints);
    OperatorSubtaskState state = operator.snapshot(checkpoints, 0);
    operator.extractOutputValues().forEach(published::add);
    operator.getOutput().clear();
    return state;
  }

  private static <T> List<T> taken(
      AbstractStreamOperatorTestHarness<Outgoing> from, OutputTag<T> tag) {
    Queue<StreamRecord<T>> side = from.getSideOutput(tag);
    if (side == null) {
      return List.of();
    }
    List<T> taken = side.stream().map(StreamRecord::getValue).toList();
    side.clear();
    return taken;
  }

  /** What was counted: tallies and histories from the state, the ledger as it is published. */
  ScenarioResult result(Scenario scenario) {
    Map<LocalDate, Map<Holder, Tally>> knownOn = new HashMap<>();
    for (LocalDate day : scenario.knownOn()) {
      knownOn.put(day, totals((int) day.toEpochDay()));
    }
    return new ScenarioResult(ledger(), totals(Integer.MAX_VALUE), knownOn, deals());
  }

  private Map<Reason, Long> ledger() {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    published
        .of(Topics.INGEST_LEDGER)
        .forEach(
            (row, count) ->
                counts.merge(Reason.valueOf(row.getReason()), count.getCount(), Long::sum));
    return counts;
  }

  private Map<Holder, Tally> totals(int knownOn) {
    Map<Holder, Tally> totals = new HashMap<>();
    for (TallyOperator operator : List.of(repOperator, scopeOperator)) {
      for (String key : keys(operator)) {
        ScopeId scope = operator.scope(key);
        ScopeTallies tallies = new ScopeTallies(operator.rows(scope));
        for (String role : tallies.roles()) {
          Measure.Scope kind = Measure.Scope.valueOf(scope.kind().name());
          String id = kind == Measure.Scope.ORGANISATION ? "" : scope.id();
          totals.put(
              new Holder(kind, id, role),
              knownOn == Integer.MAX_VALUE
                  ? tallies.total(role, Period.ALL, 0)
                  : tallies.totalKnownOn(role, Period.ALL, 0, knownOn));
        }
      }
    }
    return totals;
  }

  private Map<String, DealOutcome> deals() {
    Fold fold = new Fold(config.definition());
    Map<String, DealOutcome> deals = new HashMap<>();
    for (String customer : keys(customerOperator)) {
      fold.read(Keys.id(customer), customerOperator.rows(customer))
          .deals()
          .forEach(
              (id, view) -> {
                if (view.state() != null) {
                  deals.put(id, DealOutcome.of(view.state()));
                }
              });
    }
    return deals;
  }

  private static List<String> keys(StepOperator operator) {
    return operator
        .<String>getKeyedStateBackend()
        .getKeys("rows", VoidNamespace.INSTANCE)
        .distinct()
        .toList();
  }

  @Override
  public void close() {
    IOUtils.closeAllQuietly(customers, reps, scopes, ledger);
  }
}
