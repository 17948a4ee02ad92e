package io.willingly.streams.assemble;

import io.willingly.connectors.mapping.Mapping;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mappings that sources use. Thread-safe. */
public interface SourceMappings {

  /**
   * A mapping, or why there is none.
   *
   * @param mapping null when there is none
   * @param problem what to tell whose objects wait for it; empty when there is one
   */
  record Known(@Nullable Mapping mapping, String problem) {}

  /**
   * The newest mapping a source is known to use; asks once more when that is older than the version
   * its objects come from.
   *
   * @param version at least; 0 for any
   */
  Known of(String source, int version);

  /** Each source that is known, and what tells its mapping from all others. */
  Map<String, String> fingerprints();
}
