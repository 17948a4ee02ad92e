package io.willingly.streams.assemble;

import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.ObjectEvents.Awaited;
import io.willingly.connectors.mapping.ObjectId;

/** Says what an object waits for, and what ends it. */
final class Cures {
  private Cures() {}

  static String message(ObjectId object, Awaited awaited) {
    AliasKey alias = awaited.alias();
    if (alias != null) {
      return "%s; `willingly alias set %s '%s' OUR-ID --namespace %s --by YOU` tells it, or a payload or `willingly pull` that does"
          .formatted(awaited.message(), alias.kind().text(), alias.id(), alias.namespace());
    }
    return awaited.rule().isEmpty()
        ? awaited.message()
        : "%s; send what tells it of %s %s, or `willingly pull --source %s`"
            .formatted(awaited.message(), object.type(), object.id(), object.source());
  }
}
