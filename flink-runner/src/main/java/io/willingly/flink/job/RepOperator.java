package io.willingly.flink.job;

import io.willingly.flink.JobConfig;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.CellOutlet;
import io.willingly.stages.Inflow;
import io.willingly.stages.Intake;
import io.willingly.stages.Ledger;
import io.willingly.stages.Position;
import io.willingly.stages.Rejections;
import io.willingly.stages.RepStep;
import io.willingly.stages.ScopeKeys;
import java.io.IOException;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** The {@link RepStep} of the reps of a subtask: differences, and the directory (R65). */
final class RepOperator extends TallyOperator
    implements TwoInputStreamOperator<Tuple2<String, byte[]>, Incoming, Outgoing> {
  private static final long serialVersionUID = 1;

  static final OutputTag<Tuple2<String, byte[]>> SCOPE_DELTAS =
      new OutputTag<>("scope-deltas", CELLS);

  /** Differences were delivered by nobody. */
  private static final Position NOWHERE = new Position("", 0, 0);

  private transient Intake intake;
  private transient RepStep step;

  @SuppressWarnings("NullAway.Init") // set by open, before the first record
  RepOperator(JobConfig config) {
    super(config);
  }

  @Override
  String key(ScopeId scope) {
    return Keys.of(Keys.utf8(scope.id()));
  }

  @Override
  ScopeId scope(String key) {
    return ScopeId.rep(Keys.id(key));
  }

  @Override
  public void open() throws Exception {
    super.open();
    intake = intake();
    Ledger ledger = ledger();
    step =
        new RepStep(
            setup,
            this::rows,
            ledger,
            new Rejections(ledger, outlet(Topics.REJECTED_EVENTS), setup.ids()),
            new CellOutlet<>(
                drained(CellOutlet.<ScopeId>buffer()), ScopeKeys::encode, sink(SCOPE_DELTAS)),
            quality,
            restatements);
  }

  @Override
  public void processElement1(StreamRecord<Tuple2<String, byte[]>> element) throws IOException {
    stamp();
    step.process(
        Keys.id(element.getValue().f0), Inflow.Cells.decode(element.getValue().f1), NOWHERE);
  }

  @Override
  public void processElement2(StreamRecord<Incoming> element) throws IOException {
    stamp();
    Incoming record = element.getValue();
    step.process(Keys.id(record.owner()), intake.read(record.received()), record.position());
  }
}
