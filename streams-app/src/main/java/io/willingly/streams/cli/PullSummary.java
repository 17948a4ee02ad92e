package io.willingly.streams.cli;

import io.willingly.connectors.pull.Pull;
import io.willingly.connectors.pull.PulledPage;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one reading of a vendor's API gave. */
final class PullSummary {
  private final Map<String, Counts> byKey = new LinkedHashMap<>();

  private record Counts(long pages, long items, long unchanged) {
    Counts plus(Counts other) {
      return new Counts(pages + other.pages, items + other.items, unchanged + other.unchanged);
    }
  }

  void add(PulledPage page) {
    byKey.merge(page.key(), new Counts(1, page.payloads().size(), page.unchanged()), Counts::plus);
  }

  /** Tells it, and from where the next reading goes on. */
  void tell(Console console, Pull pull) {
    byKey.forEach(
        (key, counts) ->
            console.say(
                "%s: %,d items on %,d pages%s"
                    .formatted(
                        key,
                        counts.items(),
                        counts.pages(),
                        counts.unchanged() == 0
                            ? ""
                            : ", %,d more had not changed".formatted(counts.unchanged()))));
    console.say("%,d requests; the next run reads".formatted(pull.asked()));
    pull.outlook().forEach(line -> console.say("  " + line));
  }
}
