package io.willingly.streams.assemble;

import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.Offsets;
import io.willingly.streams.runtime.PipelineConfig;
import io.willingly.streams.runtime.StreamsRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Puts objects together beside a pipeline, as an application of its own. */
public final class AssembleService {
  private static final String BEHIND = "-assemble";
  private static final List<String> SENT =
      List.of(Topics.RAW_OBJECTS.name(), Topics.EVENT_BUNDLES.name());

  private AssembleService() {}

  /** The application beside a pipeline: its consumer group, and prefix of its internal topics. */
  public static String applicationId(String pipeline) {
    return pipeline + BEHIND;
  }

  /**
   * Starts it; returns at once.
   *
   * @param pipeline the pipeline it is beside: its cluster and zone
   * @param folder where its state is
   */
  public static StreamsRun start(PipelineConfig pipeline, Path folder, SchemaIds registry) {
    Map<String, Object> client = StreamsRun.clientSettings(pipeline);
    TopicMappings mappings =
        new TopicMappings(new Cluster(client, registry), pipeline.definition().zone());
    return StreamsRun.start(
        "the assembly of objects",
        pipeline.beside(applicationId(pipeline.applicationId()), folder),
        AssembleTopology.TOPICS,
        registry,
        (settings, ids) -> AssembleTopology.build(mappings, ids, settings));
  }

  /** Whether anything was ever sent that is to be put together, or to be taken out of bundles. */
  public static boolean hasWork(Map<String, Object> clientSettings) {
    try (Admin admin = Admin.create(clientSettings)) {
      return Offsets.ends(admin, SENT).values().stream().anyMatch(end -> end > 0);
    }
  }
}
