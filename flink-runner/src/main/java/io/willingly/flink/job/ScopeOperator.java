package io.willingly.flink.job;

import io.willingly.flink.JobConfig;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.TallyBytes;
import io.willingly.stages.ScopeStep;
import java.io.IOException;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** The {@link ScopeStep} of the teams of a subtask, and of the organisation. */
final class ScopeOperator extends TallyOperator
    implements OneInputStreamOperator<Tuple2<String, byte[]>, Outgoing> {
  private static final long serialVersionUID = 1;

  private transient ScopeStep step;

  @SuppressWarnings("NullAway.Init") // set by open, before the first record
  ScopeOperator(JobConfig config) {
    super(config);
  }

  @Override
  String key(ScopeId scope) {
    return Keys.of(scope);
  }

  @Override
  ScopeId scope(String key) {
    return Keys.scope(key);
  }

  @Override
  public void open() throws Exception {
    super.open();
    step = new ScopeStep(this::rows, quality, restatements);
  }

  @Override
  public void processElement(StreamRecord<Tuple2<String, byte[]>> element) throws IOException {
    stamp();
    step.add(scope(element.getValue().f0), TallyBytes.decodeCells(element.getValue().f1));
  }
}
