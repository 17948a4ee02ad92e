package io.willingly.flink.job;

import io.willingly.event.IngestLedgerKey;
import io.willingly.event.IngestLedgerRow;
import io.willingly.flink.JobConfig;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.Ledger;
import io.willingly.stages.LedgerKey;
import io.willingly.stages.Outlet;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Keeps the counts of the ledger, each row under its own key, and publishes them (R63). */
final class LedgerOperator extends StepOperator
    implements OneInputStreamOperator<Tuple2<String, Long>, Outgoing> {
  private static final long serialVersionUID = 1;

  private transient Ledger ledger;
  private transient ValueState<Long> counts;
  private transient Outlet<IngestLedgerKey, IngestLedgerRow> outlet;

  @SuppressWarnings("NullAway.Init") // set by open, before the first record
  LedgerOperator(JobConfig config) {
    super(config);
  }

  @Override
  public void open() throws Exception {
    super.open();
    counts = getPartitionedState(new ValueStateDescriptor<>("count", Types.LONG));
    outlet = outlet(Topics.INGEST_LEDGER);
    ledger = new Ledger(drained(Ledger.buffer()), this::count);
  }

  @Override
  public void processElement(StreamRecord<Tuple2<String, Long>> element) {
    ledger.book(Keys.ledger(element.getValue().f0), element.getValue().f1);
  }

  private void count(LedgerKey row, long change) {
    setCurrentKey(Keys.of(row));
    Long before = Unchecked.get(counts::value);
    long count = change + (before == null ? 0 : before);
    Unchecked.run(() -> counts.update(count == 0 ? null : count));
    Ledger.publish(row, count, outlet);
  }
}
