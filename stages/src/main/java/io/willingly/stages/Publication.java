package io.willingly.stages;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;

/** What a pipeline writes for others to read. */
public enum Publication {
  /** Of the rule set in force. */
  ALL("run --rebuild"),
  /**
   * Of a rule set that is tried beside the one in force (R71): only what has its version in the
   * key, for all else is said once, by the one in force.
   */
  SHADOW("definitions try --rebuild");

  private final String rebuild;

  Publication(String rebuild) {
    this.rebuild = rebuild;
  }

  /** Whether rows are written to the topic. */
  public boolean includes(Topic<?, ?> topic) {
    return this == ALL
        || topic.equals(Topics.SERVICE_QUALITY)
        || topic.equals(Topics.DEAL_VERDICTS);
  }

  /** The command that counts everything again. */
  public String rebuild() {
    return "willingly " + rebuild;
  }
}
