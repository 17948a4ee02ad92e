package io.willingly.streams.testing;

import io.willingly.metrics.definition.Definition;
import io.willingly.streams.runtime.PipelineService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;

/** The pipeline as a process, to be killed: {@code PipelineMain BOOTSTRAP STATE_DIR ZONE}. */
public final class PipelineMain {
  private PipelineMain() {}

  public static void main(String[] args) {
    Definition definition = Definition.standard(ZoneId.of(args[2]));
    PipelineService service =
        PipelineService.start(
            PipelineRun.config(args[0], Path.of(args[1]), definition),
            Deliveries.IDS,
            Clock.systemUTC());
    service.stopped().join();
  }
}
