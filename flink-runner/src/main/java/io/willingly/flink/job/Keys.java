package io.willingly.flink.job;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.stages.LedgerKey;
import io.willingly.stages.ScopeKeys;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as keys of Flink, a character each: an array is equal to nothing but itself, which a state
 * backend on the heap would look it up by.
 */
final class Keys {
  private Keys() {}

  static String of(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The key of a record of a customer or rep. */
  static byte[] utf8(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }

  /** The customer or rep. */
  static String id(String key) {
    return new String(bytes(key), StandardCharsets.UTF_8);
  }

  static String of(ScopeId scope) {
    return of(ScopeKeys.encode(scope));
  }

  static ScopeId scope(String key) {
    return ScopeKeys.decode(bytes(key));
  }

  static String of(LedgerKey row) {
    return of(row.writeTo(new ByteWriter(96)).toBytes());
  }

  static LedgerKey ledger(String key) {
    return LedgerKey.read(new ByteReader(bytes(key)));
  }
}
