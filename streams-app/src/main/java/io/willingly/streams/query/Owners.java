package io.willingly.streams.query;

import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.state.StateKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;

/** Whose a row is: a customer's or a scope's. All rows of an owner lie in one part. */
public final class Owners {
  private static final byte CUSTOMER = StateKeys.customers()[0];

  private Owners() {}

  /** What all rows of the owner of a row begin with. */
  public static byte[] prefix(Bytes key) {
    if (StateKeys.isTally(key)) {
      return StateKeys.tally(StateKeys.scopeOf(key));
    }
    if (key.get()[0] == CUSTOMER) {
      return StateKeys.customer(StateKeys.customerOf(key));
    }
    throw new IllegalArgumentException("rows of no owner are only scanned");
  }

  /** The first key after all rows of the owner of a row. */
  public static Bytes after(Bytes key) {
    return StateKeys.after(prefix(key));
  }

  /** In which of the parts a row lies: that of the record which brought it. */
  static int part(Bytes key, int parts) {
    return parts == 1 ? 0 : Utils.toPositive(Utils.murmur2(recordKey(key))) % parts;
  }

  private static byte[] recordKey(Bytes key) {
    if (StateKeys.isTally(key)) {
      ScopeId scope = StateKeys.scopeOf(key);
      if (scope.kind() == ScopeId.Kind.REP) {
        return scope.id().getBytes(StandardCharsets.UTF_8);
      }
      // The repartition topic of scopes has the key of the row without its type.
      byte[] row = StateKeys.tally(scope);
      return Arrays.copyOfRange(row, 1, row.length);
    }
    return StateKeys.customerOf(key).getBytes(StandardCharsets.UTF_8);
  }
}
