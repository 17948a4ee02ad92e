package io.willingly.schemas.quality;

import io.willingly.event.RateState;
import io.willingly.metrics.quality.Certainty;
import io.willingly.metrics.quality.Certainty.Bounds;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Maturity;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.tally.Tally;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** The uncertainty in a row of {@code service-quality}, written field by field as the row is. */
final class RateCodec {
  private final Columns columns;
  private final int minimum;

  RateCodec(Columns columns, int minimum) {
    this.columns = columns;
    this.minimum = minimum;
  }

  void write(Tally tally, Encoder out) throws IOException {
    List<Certainty> rates = columns.certainties(tally, minimum);
    out.writeArrayStart();
    out.setItemCount(rates.size());
    for (Certainty rate : rates) {
      out.startItem();
      write(rate, out);
    }
    out.writeArrayEnd();
  }

  private static void write(Certainty rate, Encoder out) throws IOException {
    out.writeString(rate.rate());
    out.writeEnum(state(rate.state()));
    out.writeLong(rate.numerator());
    out.writeLong(rate.denominator());
    out.writeLong(rate.eligible());
    writeRate(millionths(rate.coverage()), out);
    writeRate(rate.responseRate(), out);
    write(rate.interval(), out);
    write(rate.jeffreys(), out);
    write(rate.worstCase(), out);
  }

  void write(List<Maturity> windows, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(windows.size());
    for (Maturity window : windows) {
      out.startItem();
      out.writeString(window.outcome().text());
      out.writeInt(window.days());
      out.writeEnum(state(window.state()));
      out.writeLong(window.won());
      out.writeLong(window.observed());
      out.writeLong(window.settled());
      out.writeLong(window.settledObserved());
      out.writeInt(window.longestFollowUp());
      writeRate(window.expected(), out);
      write(window.interval(), out);
    }
    out.writeArrayEnd();
  }

  private static int state(Certainty.State state) {
    return switch (state) {
      case TOLD -> RateState.TOLD.ordinal();
      case TOO_FEW -> RateState.TOO_FEW.ordinal();
    };
  }

  private static @Nullable Long millionths(Value value) {
    return value instanceof Value.Rate rate ? (Long) rate.millionths() : null;
  }

  private static void write(@Nullable Bounds bounds, Encoder out) throws IOException {
    writeRate(bounds == null ? null : (Long) bounds.low(), out);
    writeRate(bounds == null ? null : (Long) bounds.high(), out);
  }

  /** A rate of the contract, see {@link Rates}; null where there is none. */
  static void writeRate(@Nullable Long millionths, Encoder out) throws IOException {
    if (millionths == null) {
      out.writeIndex(0);
    } else {
      out.writeIndex(1);
      out.writeBytes(BigInteger.valueOf(millionths).toByteArray());
    }
  }
}
