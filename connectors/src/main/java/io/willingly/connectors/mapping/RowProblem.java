package io.willingly.connectors.mapping;

import org.jspecify.annotations.Nullable;

/** Stops the mapping of one row; becomes a {@link RowOutcome.Rejected}. No stack: it is data. */
public sealed class RowProblem extends RuntimeException permits Unresolved {
  private static final long serialVersionUID = 1L;

  private final RejectCode code;
  private final @Nullable String field;
  private final @Nullable String value;

  RowProblem(RejectCode code, @Nullable String field, @Nullable String value, String message) {
    super(message, null, false, false);
    this.code = code;
    this.field = field;
    this.value = value;
  }

  RejectCode code() {
    return code;
  }

  @Nullable String field() {
    return field;
  }

  /** Names the field, as {@code named} in the message, unless a deeper one is named already. */
  RowProblem in(String path, String named) {
    return field != null ? this : new RowProblem(code, path, value, named + ": " + getMessage());
  }

  RowOutcome.Rejected at(Position position, String original) {
    return new RowOutcome.Rejected(
        position, code, field, value, String.valueOf(getMessage()), original);
  }
}
