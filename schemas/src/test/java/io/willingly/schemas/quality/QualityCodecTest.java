package io.willingly.schemas.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.willingly.event.Maturity;
import io.willingly.event.Money;
import io.willingly.event.RateCertainty;
import io.willingly.event.RateState;
import io.willingly.event.ServiceQuality;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.scope.Cohort;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QualityCodecTest {
  private static final int AS_OF = 20_779;
  private static final Pattern MONEY = Pattern.compile("AMOUNT|DISCOUNT|REFUNDED|^KEPT_");
  private final QualityCodec codec = new QualityCodec(Definition.standard(ZoneOffset.UTC));
  private final WireFormat<ServiceQuality> wire =
      new WireFormat<>(ServiceQuality.class, "service-quality-value", EmbeddedSchemaIds.inMemory());

  private static Tally.Builder some() {
    return new Tally.Builder()
        .add(TallyField.WON, 3)
        .add(TallyField.REMORSE_DAY, 12, 1)
        .add(TallyField.REFERRED_DAY, 0, 2)
        .add(TallyField.AMOUNT, 978, 1234);
  }

  @Test
  void carriesColumnsHistogramsAndTheRuleSet() {
    ServiceQuality row = read(some().build());

    assertThat(row.getAsOf()).isEqualTo(LocalDate.ofEpochDay(AS_OF));
    assertThat(row.getDefinitionVersion()).isEqualTo(1);
    assertThat(row.getWon()).isEqualTo(3);
    assertThat(row.getRemorse30()).isEqualTo(1);
    assertThat(new BigDecimal(new BigInteger(row.getRemorseRate30().array()), 6))
        .isEqualByComparingTo("0.333333");
    assertThat(row.getHappyToPayRate()).isNull();
    assertThat(row.getAmount())
        .singleElement()
        .satisfies(money -> assertThat(money.getCurrency()).isEqualTo("EUR"));
    assertThat(row.getHistograms())
        .extracting(count -> count.getField() + "/" + count.getBucket() + "/" + count.getCount())
        .containsExactly("REMORSE_DAY/12/1", "REFERRED_DAY/0/2");
  }

  @Test
  void carriesWhatEachRateCanBeTrustedForAndHowMatureItIs() {
    Tally tally =
        new Tally.Builder().add(TallyField.WON, 263).add(TallyField.REMORSE_DAY, 3, 81).build();

    ServiceQuality row = read(tally);

    RateCertainty remorse = row.getRates().get(0);
    assertThat(remorse.getRate()).isEqualTo("remorse_rate_30");
    assertThat(remorse.getState()).isEqualTo(RateState.TOLD);
    assertThat(remorse.getNumerator()).isEqualTo(81);
    assertThat(remorse.getDenominator()).isEqualTo(263);
    assertThat(text(remorse.getLow())).isEqualTo("0.255289");
    assertThat(remorse.getResponseRate()).isNull();
    assertThat(row.getMaturity())
        .extracting(
            Maturity::getOutcome, Maturity::getDays, maturity -> text(maturity.getExpected()))
        .contains(tuple("remorse", 30, "0.307985"), tuple("referral", 90, "0.000000"));
    assertThat(read(some().build()).getRates().get(0).getState()).isEqualTo(RateState.TOO_FEW);
  }

  /** The body is written by hand, so Avro must find each column where the schema says. */
  @Test
  void eachColumnIsReadBack() {
    Tally.Builder all = new Tally.Builder();
    for (TallyField field : TallyField.values()) {
      // Buckets of money are ISO 4217 codes; days and ordinals may have them as well.
      all.add(field, 840, 1 + field.ordinal()).add(field, 978, 100 + field.ordinal());
      if (!MONEY.matcher(field.name()).find()) {
        all.add(field, 0, 1000 + field.ordinal()).add(field, 1, 2000 + field.ordinal());
      }
    }
    Tally tally = all.build();

    ServiceQuality row = read(tally);

    for (Column column : Columns.of(Definition.standard(ZoneOffset.UTC)).all()) {
      Object value = row.get(ServiceQuality.getClassSchema().getField(column.name()).pos());
      assertThat(text(value)).as(column.name()).isEqualTo(column.of(tally).text());
    }
  }

  private static String text(@Nullable Object value) {
    if (value instanceof ByteBuffer decimal) {
      byte[] unscaled = new byte[decimal.remaining()];
      decimal.duplicate().get(unscaled);
      return new BigDecimal(new BigInteger(unscaled), 6).toPlainString();
    }
    if (value instanceof List<?> amounts) {
      return amounts.stream()
          .map(Money.class::cast)
          .map(money -> money.getCurrency() + "=" + money.getMinor())
          .collect(Collectors.joining(";"));
    }
    return value == null ? "" : value.toString();
  }

  @Test
  void equalTalliesHaveEqualBytesAndZeroHasNoRow() {
    Tally roundabout = some().add(TallyField.LOST, 1).build().minus(lost()).plus(Tally.ZERO);

    assertThat(bytes(roundabout)).isEqualTo(bytes(some().build()));
    assertThat(codec.body(Tally.ZERO, List.of(), AS_OF)).isNull();
  }

  @Test
  void keyNamesScopeRoleAndPeriod() {
    assertThat(codec.key(ScopeId.team("north"), CellKey.PRIMARY, Period.parse("2026-W47")))
        .hasToString(
            "{\"scope\": \"TEAM\", \"id\": \"north\", \"role\": \"PRIMARY\","
                + " \"period\": \"2026-W47\", \"definitionVersion\": 1}");
  }

  private static Tally lost() {
    return new Tally.Builder().add(TallyField.LOST, 1).build();
  }

  private byte[] bytes(Tally tally) {
    return wire.encode(
        Objects.requireNonNull(codec.body(tally, List.of(new Cohort(100, tally)), AS_OF)));
  }

  private ServiceQuality read(Tally tally) {
    Decoded<ServiceQuality> decoded = wire.decode(bytes(tally));
    assertThat(decoded).isInstanceOf(Decoded.Value.class);
    return ((Decoded.Value<ServiceQuality>) decoded).value();
  }
}
