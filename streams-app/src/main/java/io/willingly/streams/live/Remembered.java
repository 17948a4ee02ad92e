package io.willingly.streams.live;

import io.willingly.event.DealVerdict;
import io.willingly.event.DealVerdictKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The verdicts used last, empty where there is none any more: about a kilobyte each. */
final class Remembered extends LinkedHashMap<DealVerdictKey, Optional<DealVerdict>> {
  private static final long serialVersionUID = 1;
  private static final int MOST = 20_000;

  Remembered() {
    super(16, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<DealVerdictKey, Optional<DealVerdict>> eldest) {
    return size() > MOST;
  }
}
