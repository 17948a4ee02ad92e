package io.willingly.stages;

/** Names of the consumer groups by which either engine sees that Flink counts a pipeline. */
public final class FlinkGroups {
  /** What the name of the group ends with whose committed offsets tell what was counted. */
  public static final String SUFFIX = "-flink";

  private FlinkGroups() {}

  /** The group that a running job is a member of, for its sources read without joining theirs. */
  public static String members(String group) {
    return group + "-live";
  }
}
