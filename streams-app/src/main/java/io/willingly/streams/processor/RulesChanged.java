package io.willingly.streams.processor;

/** The state was computed with other rules (R51); the message names the way out. */
public final class RulesChanged extends RuntimeException {
  RulesChanged(String found, String configured, Publication publication) {
    super(
        "the counted state was computed with "
            + found
            + ", but "
            + configured
            + " is configured; either restore the old settings, or count everything again with `"
            + publication.rebuild()
            + "`");
  }
}
