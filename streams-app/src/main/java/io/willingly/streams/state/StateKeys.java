package io.willingly.streams.state;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.RepDay;
import io.willingly.stages.DealKey;
import io.willingly.stages.LedgerKey;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of rows. A key is a type byte, the owner (its length before it, so that no owner is a prefix
 * of another) and the owner's own point key. Days are four big-endian bytes with the sign flipped:
 * byte order is the order of days.
 */
public final class StateKeys {
  private static final byte CUSTOMER = 'c';
  private static final byte DEAL = 'd';
  private static final byte DEAL_OF_REP = 'r';
  private static final byte ERASED_OF_REP = 'x';
  private static final byte LEDGER = 'l';
  private static final byte META = 'm';
  private static final byte TALLY = 't';

  private static final ScopeId.Kind[] KINDS = ScopeId.Kind.values();

  private StateKeys() {}

  /** All rows the fold keeps of a customer. */
  public static byte[] customer(String customerId) {
    return owner(CUSTOMER, customerId).toBytes();
  }

  /** All rows of all customers. */
  public static byte[] customers() {
    return new byte[] {CUSTOMER};
  }

  /** Whose a row below {@link #customers} is. */
  public static String customerOf(Bytes key) {
    return afterType(key).getString();
  }

  /** All deals. */
  public static byte[] deals() {
    return new byte[] {DEAL};
  }

  /** All rows of one deal id, one for each customer that has it: normally one. */
  public static byte[] deals(String dealId) {
    return owner(DEAL, dealId).toBytes();
  }

  /** Where the indexes say a deal is; see {@link DealEntry}. */
  public static byte[] deal(DealKey deal) {
    return owner(DEAL, deal.dealId()).putString(deal.customerId()).toBytes();
  }

  /** Reads a key below {@link #deals}. */
  public static DealKey dealAt(Bytes key) {
    ByteReader in = afterType(key);
    String dealId = in.getString();
    return new DealKey(in.getString(), dealId);
  }

  /** First key of a rep's deals of a cohort day and later (R69). */
  public static byte[] dealsOfRep(String repId, int cohortDay) {
    return day(owner(DEAL_OF_REP, repId), cohortDay).toBytes();
  }

  public static byte[] dealOfRep(RepDay repDay, DealKey deal) {
    return day(owner(DEAL_OF_REP, repDay.repId()), repDay.cohortDay())
        .putString(deal.customerId())
        .putString(deal.dealId())
        .toBytes();
  }

  /** Reads a key below {@link #dealsOfRep}. */
  public static DealKey dealOfRepAt(Bytes key) {
    ByteReader in = afterType(key);
    in.getString();
    in.slice(Integer.BYTES);
    return new DealKey(in.getString(), in.getString());
  }

  /** What deals of erased customers had added, of no deal (R43); in order of cohort day. */
  public static byte[] erasedOfRep(RepDay repDay) {
    return day(owner(ERASED_OF_REP, repDay.repId()), repDay.cohortDay()).toBytes();
  }

  /** All rows of the ledger. */
  public static byte[] ledger() {
    return new byte[] {LEDGER};
  }

  /** A row of the ledger. */
  public static byte[] ledger(LedgerKey row) {
    return row.writeTo(new ByteWriter(96).putByte(LEDGER)).toBytes();
  }

  /** Reads a key below {@link #ledger()}. */
  public static LedgerKey ledgerAt(Bytes key) {
    return LedgerKey.read(afterType(key));
  }

  /** A row of the task itself. */
  public static byte[] meta(String name) {
    return owner(META, name).toBytes();
  }

  /** All rows of scopes' tallies. */
  public static byte[] tallies() {
    return new byte[] {TALLY};
  }

  public static boolean isTally(Bytes key) {
    return key.get()[0] == TALLY;
  }

  /** All rows of a scope: its tally, for a rep also his directory entries. */
  public static byte[] tally(ScopeId scope) {
    return new ByteWriter(64)
        .putByte(TALLY)
        .putByte(scope.kind().ordinal())
        .putString(scope.id())
        .toBytes();
  }

  /** Whose tally a key below {@link #tallies} belongs to. */
  public static ScopeId scopeOf(Bytes key) {
    ByteReader in = afterType(key);
    ScopeId.Kind kind = KINDS[in.getByte()];
    return new ScopeId(kind, in.getString());
  }

  /** The first key after all keys that begin with {@code prefix}. */
  public static Bytes after(byte[] prefix) {
    byte[] next = prefix.clone();
    int i = next.length - 1;
    while (next[i] == -1) {
      i--;
    }
    next[i]++;
    return Bytes.wrap(Arrays.copyOf(next, i + 1));
  }

  private static ByteWriter owner(byte type, String id) {
    return new ByteWriter(64).putByte(type).putString(id);
  }

  private static ByteWriter day(ByteWriter key, int day) {
    int flipped = day ^ Integer.MIN_VALUE;
    return key.putByte(flipped >>> 24)
        .putByte(flipped >>> 16)
        .putByte(flipped >>> 8)
        .putByte(flipped);
  }

  private static ByteReader afterType(Bytes key) {
    ByteReader in = new ByteReader(key.get());
    in.getByte();
    return in;
  }
}
