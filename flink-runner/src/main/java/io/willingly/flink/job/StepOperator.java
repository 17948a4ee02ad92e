package io.willingly.flink.job;

import io.willingly.flink.JobConfig;
import io.willingly.flink.StartException;
import io.willingly.metrics.fold.Rows;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.PatientSchemaIds;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.stages.DeltaBuffer;
import io.willingly.stages.Intake;
import io.willingly.stages.Ledger;
import io.willingly.stages.Outlet;
import io.willingly.stages.Publication;
import io.willingly.stages.RulesChanged;
import io.willingly.stages.Sink;
import io.willingly.stages.TaskSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.common.utils.Utils;

/**
 * Gives a step what it needs of Flink: rows by key, outlets, and buffers that are drained before
 * the barrier of a checkpoint (R94), so that what a record caused leaves in the checkpoint that
 * holds its offset. That hook is not there for a function, hence an operator.
 */
abstract class StepOperator extends AbstractStreamOperator<Outgoing> {
  private static final long serialVersionUID = 1;

  /** Differences for the next step, by its key. */
  static final TypeInformation<Tuple2<String, byte[]>> CELLS =
      Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** Changes of rows of the ledger, which are of no customer. */
  static final OutputTag<Tuple2<String, Long>> LEDGER =
      new OutputTag<>("ledger", Types.TUPLE(Types.STRING, Types.LONG));

  /**
   * How long one question to the registry is asked again (R62), before the job restarts and asks
   * anew: shorter than a checkpoint may take, and longer than would count as failing too often.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String REBUILD = "`willingly run --engine flink --rebuild`";

  final JobConfig job;
  transient TaskSetup setup;
  private transient ListState<String> rules;
  private transient ListState<Tuple2<String, String>> topics;
  private transient List<DeltaBuffer<?, ?>> buffers;
  private transient MapState<String, byte[]> rows;

  @SuppressWarnings("NullAway.Init") // set by initializeState and open, before the first record
  StepOperator(JobConfig job) {
    this.job = job;
  }

  /**
   * Binds state to the rules it was computed with (R51) and to the topics it is of, which may have
   * been made anew under their names.
   *
   * @throws SuppressRestartsException when it was begun with others: to try again would not help
   */
  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    SchemaIds ids = new PatientSchemaIds(job.registry().ids(), PATIENCE, LOG::warn);
    setup =
        new TaskSetup(job.definition(), job.closing(), job.organisation(), ids, Publication.ALL);
    // Of all subtasks to each: after a change of parallelism some would have none of their own.
    OperatorStateStore state = context.getOperatorStateStore();
    rules = state.getUnionListState(new ListStateDescriptor<>("rules", Types.STRING));
    topics =
        state.getUnionListState(
            new ListStateDescriptor<>("topics", Types.TUPLE(Types.STRING, Types.STRING)));
    try {
      for (String found : rules.get()) {
        setup.checkRules(found, REBUILD);
      }
      for (Tuple2<String, String> found : topics.get()) {
        checkTopic(found.f0, found.f1);
      }
    } catch (RulesChanged | StartException e) {
      throw new SuppressRestartsException(e);
    }
  }

  private void checkTopic(String name, String id) {
    String now = job.topicIds().get(name);
    if (!id.equals(now)) {
      throw new StartException(
          ("the topic %s was made anew since this state was counted (its id was %s, now %s), with the whole"
                  + " cluster or by a rebuild elsewhere: to go on would mix the two. Count all again"
                  + " with %s; or, where nothing was counted since, delete this state, or name another"
                  + " flink.checkpoint-dir")
              .formatted(name, id, now, REBUILD));
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    buffers = new ArrayList<>();
    rows =
        getPartitionedState(
            new MapStateDescriptor<>(
                "rows", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    drain();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    rules.update(List.of(setup.rules()));
    List<Tuple2<String, String>> ids = new ArrayList<>();
    job.topicIds().forEach((name, id) -> ids.add(Tuple2.of(name, id)));
    topics.update(ids);
  }

  /** The end of bounded input; a running job has none. */
  @Override
  public void finish() throws Exception {
    drain();
    super.finish();
  }

  private void drain() {
    buffers.forEach(DeltaBuffer::drain);
  }

  /** Checks records; of the partition as Kafka's producers choose it (R58). */
  Intake intake() {
    int partitions = job.partitions();
    return new Intake(setup.ids(), key -> Utils.toPositive(Utils.murmur2(key)) % partitions);
  }

  Rows rows(String owner) {
    return new KeyedRows(this, rows, owner);
  }

  <B extends DeltaBuffer<?, ?>> B drained(B buffer) {
    buffers.add(buffer);
    return buffer;
  }

  Ledger ledger() {
    return new Ledger(
        drained(Ledger.buffer()),
        (row, change) ->
            output.collect(LEDGER, new StreamRecord<>(Tuple2.of(Keys.of(row), change))));
  }

  <K extends SpecificRecord, V extends SpecificRecord> Outlet<K, V> outlet(Topic<K, V> topic) {
    String name = topic.name();
    return new Outlet<>(
        topic,
        setup.ids(),
        (key, value) -> output.collect(new StreamRecord<>(new Outgoing(name, key, value))));
  }

  /** To the next step; differences always have a value. */
  Sink sink(OutputTag<Tuple2<String, byte[]>> next) {
    return (key, value) -> output.collect(next, new StreamRecord<>(Tuple2.of(Keys.of(key), value)));
  }
}
