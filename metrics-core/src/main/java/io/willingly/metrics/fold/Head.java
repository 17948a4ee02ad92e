package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import org.jspecify.annotations.Nullable;

/**
 * Where a deal stands among the customer's others: all that its neighbours need to know of it.
 *
 * @param exists a founding fact is known (R14)
 * @param openedAt microseconds
 * @param signedAt microseconds, or null
 * @param lostAt microseconds, or null
 * @param signing the fact that signed it, or null
 * @param repId who carries it once it is signed (R15), or null
 */
record Head(
    boolean exists,
    long openedAt,
    @Nullable Long signedAt,
    @Nullable Long lostAt,
    @Nullable FactId signing,
    @Nullable String repId) {
  static final Head NONE = new Head(false, Long.MAX_VALUE, null, null, null, null);

  static Head of(Lifecycle life) {
    if (!life.exists()) {
      return NONE;
    }
    SeenFact signing = life.signing();
    SeenFact loss = life.loss();
    return new Head(
        true,
        life.openedAt(),
        signing == null ? null : (Long) signing.occurredAt(),
        loss == null ? null : (Long) loss.occurredAt(),
        signing == null ? null : signing.id(),
        signing == null ? null : Terms.primaryRep(life, signing));
  }

  /** Open deals close never (R29). */
  long closedAt() {
    if (signedAt != null) {
      return signedAt;
    }
    return lostAt == null ? Long.MAX_VALUE : lostAt;
  }

  void write(ByteWriter out) {
    out.putByte((exists ? 1 : 0) | (signedAt != null ? 2 : 0) | (lostAt != null ? 4 : 0));
    out.putLong(openedAt);
    out.putLong(signedAt == null ? 0 : signedAt).putLong(lostAt == null ? 0 : lostAt);
    if (signing != null && repId != null) {
      out.putString(signing.source()).putString(signing.eventId()).putString(repId);
    }
  }

  static Head read(ByteReader in) {
    int flags = in.getByte();
    long opened = in.getLong();
    long signed = in.getLong();
    long lost = in.getLong();
    return new Head(
        (flags & 1) != 0,
        opened,
        (flags & 2) != 0 ? (Long) signed : null,
        (flags & 4) != 0 ? (Long) lost : null,
        (flags & 2) != 0 ? new FactId(Family.DEAL, in.getString(), in.getString()) : null,
        (flags & 2) != 0 ? in.getString() : null);
  }
}
