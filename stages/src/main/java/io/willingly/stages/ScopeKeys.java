package io.willingly.stages;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.scope.ScopeId;

/** Scopes as keys of records. */
public final class ScopeKeys {
  private static final ScopeId.Kind[] KINDS = ScopeId.Kind.values();

  private ScopeKeys() {}

  public static byte[] encode(ScopeId scope) {
    return new ByteWriter(32).putByte(scope.kind().ordinal()).putString(scope.id()).toBytes();
  }

  public static ScopeId decode(byte[] key) {
    ByteReader in = new ByteReader(key);
    ScopeId.Kind kind = KINDS[in.getByte()];
    return new ScopeId(kind, in.getString());
  }
}
