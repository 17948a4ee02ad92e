package io.willingly.flink;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job on a Flink cluster: {@code flink run willingly-flink-job.jar --KEY VALUE ...}. */
public final class FlinkMain {
  private FlinkMain() {}

  /**
   * Submits the job and returns when it has ended.
   *
   * @param arguments see docs/flink.md
   */
  public static void main(String[] arguments) throws Exception {
    RunnerSettings settings = RunnerSettings.of(arguments);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    new Launch(settings).build(environment);
    environment.execute("willingly " + settings.applicationId());
  }
}
