package io.willingly.flink.job;

import io.willingly.flink.JobConfig;
import io.willingly.metrics.fold.Delta.DealResult;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.CellOutlet;
import io.willingly.stages.CustomerStep;
import io.willingly.stages.DealOutlet;
import io.willingly.stages.Inflow;
import io.willingly.stages.Intake;
import io.willingly.stages.Ledger;
import io.willingly.stages.Rejections;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** The {@link CustomerStep} of the customers of a subtask. */
final class CustomerOperator extends StepOperator
    implements OneInputStreamOperator<Incoming, Outgoing> {
  private static final long serialVersionUID = 1;

  static final OutputTag<Tuple2<String, byte[]>> REP_DELTAS = new OutputTag<>("rep-deltas", CELLS);

  private transient Intake intake;
  private transient CustomerStep step;
  private transient MapState<String, Boolean> toSave;

  @SuppressWarnings("NullAway.Init") // set by open, before the first record
  CustomerOperator(JobConfig config) {
    super(config);
  }

  @Override
  public void open() throws Exception {
    super.open();
    toSave =
        getPartitionedState(new MapStateDescriptor<>("save-list", Types.STRING, Types.BOOLEAN));
    intake = intake();
    Ledger ledger = ledger();
    step =
        new CustomerStep(
            setup,
            ledger,
            new Rejections(ledger, outlet(Topics.REJECTED_EVENTS), setup.ids()),
            new CellOutlet<>(drained(CellOutlet.<String>buffer()), Keys::utf8, sink(REP_DELTAS)),
            new DealOutlet(
                drained(DealOutlet.buffer()),
                outlet(Topics.DEAL_VERDICTS),
                outlet(Topics.SAVE_LIST),
                setup.definition().version()));
  }

  @Override
  public void processElement(StreamRecord<Incoming> element) {
    Incoming record = element.getValue();
    Inflow inflow = intake.read(record.received());
    if (inflow instanceof Inflow.Valid valid) {
      step.apply(valid.fact(), record.partition, rows(record.owner()), this::wasToSave);
    } else if (inflow instanceof Inflow.Refused refused) {
      step.refuse(refused, record.position());
    }
  }

  private boolean wasToSave(DealResult deal) {
    boolean before = Unchecked.get(() -> toSave.contains(deal.dealId()));
    boolean now = deal.state() != null && !deal.state().saveReasons().isEmpty();
    if (now && !before) {
      Unchecked.run(() -> toSave.put(deal.dealId(), true));
    } else if (before && !now) {
      Unchecked.run(() -> toSave.remove(deal.dealId()));
    }
    return before;
  }
}
