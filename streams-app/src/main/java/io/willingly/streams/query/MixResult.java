package io.willingly.streams.query;

import io.willingly.metrics.scope.ScopeId;

/** Answer to {@link ComparisonQueries#mix}. */
public sealed interface MixResult permits MixAnswer, Unknown {

  /** Of a rep or team without anything to compare, or unknown altogether. */
  static Unknown nothing(ScopeId scope) {
    return new Unknown(
        "nothing settled to compare of %1$s '%2$s' in that period; `willingly compare --scope %1$s`"
                .formatted(ScopeNames.of(scope.kind()), scope.id())
            + " lists who has");
  }
}
