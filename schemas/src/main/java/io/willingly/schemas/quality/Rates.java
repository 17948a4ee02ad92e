package io.willingly.schemas.quality;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;

/** Rates of the contract: Avro decimals of six digits after the point (R79). */
public final class Rates {
  private static final int SCALE = 6;

  private Rates() {}

  /**
   * A rate as a field has it.
   *
   * @throws ArithmeticException when it has more digits than are kept
   */
  public static ByteBuffer bytes(BigDecimal rate) {
    return ByteBuffer.wrap(
        rate.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue().toByteArray());
  }

  /** Reads {@link #bytes}. */
  public static BigDecimal read(ByteBuffer field) {
    byte[] unscaled = new byte[field.remaining()];
    field.duplicate().get(unscaled);
    return new BigDecimal(new BigInteger(unscaled), SCALE);
  }
}
