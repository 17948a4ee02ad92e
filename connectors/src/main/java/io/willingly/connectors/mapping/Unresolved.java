package io.willingly.connectors.mapping;

import org.jspecify.annotations.Nullable;

/** An event cannot be made before somebody tells who is who. */
final class Unresolved extends RowProblem {
  private static final long serialVersionUID = 1L;

  private final transient AliasKey key;

  Unresolved(AliasKey key, @Nullable String field) {
    super(
        RejectCode.MISSING_VALUE,
        field,
        key.id(),
        "no %s is known for '%s' of %s".formatted(key.kind().text(), key.id(), key.namespace()));
    this.key = key;
  }

  AliasKey key() {
    return key;
  }

  @Override
  RowProblem in(String path, String named) {
    return field() != null ? this : new Unresolved(key, path);
  }
}
