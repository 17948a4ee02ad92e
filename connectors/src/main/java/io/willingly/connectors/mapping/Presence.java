package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** Missing, null and empty are three things; a field says which of them count as absent. */
enum Presence {
  /** The row has no such column or property. */
  MISSING,
  /** It is there and says null. */
  NULL,
  /** It is there and is an empty or blank text. */
  EMPTY,
  PRESENT;

  static Presence of(JsonNode value) {
    if (value.isMissingNode()) {
      return MISSING;
    }
    if (value.isNull()) {
      return NULL;
    }
    return value.isTextual() && value.textValue().isBlank() ? EMPTY : PRESENT;
  }
}
