package io.willingly.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.event.CustomerErasure;
import io.willingly.event.DealEvent;
import io.willingly.event.DealKind;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded.RegistryDown;
import io.willingly.schemas.wire.Decoded.Undecodable;
import io.willingly.schemas.wire.Decoded.Value;
import io.willingly.schemas.wire.SchemaIds.Lookup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatTest {
  private final SchemaIds ids = EmbeddedSchemaIds.inMemory();
  private final WireFormat<DealEvent> deals = WireFormat.values(Topics.DEAL_EVENTS, ids);

  @Test
  void bytesBeginWithMagicAndBigEndianId() {
    byte[] bytes = deals.encode(deal("e1"));

    assertThat(bytes[0]).isZero();
    assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt())
        .isEqualTo(EmbeddedSchemaIds.contentId(DealEvent.getClassSchema()));
    assertThat(deals.decode(bytes)).isEqualTo(new Value<>(deal("e1")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void tooShortToHoldAnId(int length) {
    assertThat(reason(new byte[length])).isEqualTo(Reason.UNDECODABLE);
  }

  @Test
  void otherMagic() {
    byte[] bytes = deals.encode(deal("e1"));
    bytes[0] = 1;

    assertThat(reason(bytes)).isEqualTo(Reason.UNDECODABLE);
  }

  @Test
  void idThatTheRegistryDoesNotKnow() {
    assertThat(reason(new byte[] {0, 0, 0, 0, 1, 9})).isEqualTo(Reason.UNKNOWN_SCHEMA);
  }

  @Test
  void valueOfAnotherTopic() {
    WireFormat<CustomerErasure> erasures = WireFormat.values(Topics.CUSTOMER_ERASURES, ids);

    assertThat(reason(erasures.encode(erasure("e1")))).isEqualTo(Reason.WRONG_TYPE);
  }

  @Test
  void bytesLeftOver() {
    byte[] bytes = deals.encode(deal("e1"));

    assertThat(reason(Arrays.copyOf(bytes, bytes.length + 1))).isEqualTo(Reason.UNDECODABLE);
  }

  @Test
  void cutOffAnywhere() {
    byte[] bytes = deals.encode(deal("e1"));

    for (int length = 0; length < bytes.length; length++) {
      assertThat(reason(Arrays.copyOf(bytes, length))).isEqualTo(Reason.UNDECODABLE);
    }
  }

  @Test
  void randomBodiesNeverThrow() {
    Random random = new Random(42);
    byte[] bytes = deals.encode(deal("e1"));

    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = bytes.clone();
      for (int hits = 0; hits < 3; hits++) {
        damaged[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt();
      }
      assertThat(deals.decode(damaged)).isNotInstanceOf(RegistryDown.class);
    }
  }

  /** Lengths that a few bytes can claim, and that must not be believed before memory is taken. */
  @ParameterizedTest
  @ValueSource(
      longs = {1L << 20, 1L << 30, Integer.MAX_VALUE - 16, Integer.MAX_VALUE, 1L << 40, -1})
  void absurdLengthsAreTurnedDownWithoutTakingTheMemory(long length) throws IOException {
    byte[] text = body(encoder -> encoder.writeLong(length));
    byte[] credits =
        body(
            encoder -> {
              encoder.writeString("s");
              encoder.writeString("e");
              encoder.writeLong(1);
              encoder.writeInt(0);
              encoder.writeBoolean(false);
              encoder.writeLong(0);
              encoder.writeString("c");
              encoder.writeEnum(1);
              encoder.writeString("d");
              for (int field = 0; field < 14; field++) {
                encoder.writeIndex(0);
              }
              encoder.writeLong(length);
            });

    assertThat(reason(text)).isEqualTo(Reason.UNDECODABLE);
    assertThat(reason(credits)).isEqualTo(Reason.UNDECODABLE);
  }

  @Test
  void registryThatDoesNotAnswerIsNoReasonToReject() {
    byte[] bytes = deals.encode(deal("e1"));
    WireFormat<DealEvent> cutOff =
        WireFormat.values(Topics.DEAL_EVENTS, answering(new Lookup.Unavailable("down")));

    assertThat(cutOff.decode(bytes)).isEqualTo(new RegistryDown<DealEvent>("down"));
  }

  @Test
  void failedWriteLeavesNothingInTheNextOne() {
    DealEvent half = deal("e1");
    half.setDealId(null);

    assertThatThrownBy(() -> deals.encode(half)).isInstanceOf(RuntimeException.class);

    assertThat(deals.decode(deals.encode(deal("e2")))).isEqualTo(new Value<>(deal("e2")));
  }

  @Test
  void oneFormatServesManyThreads() {
    List<Decoded<DealEvent>> results =
        IntStream.range(0, 20_000)
            .parallel()
            .mapToObj(i -> deals.decode(deals.encode(deal("event-" + i))))
            .toList();

    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i)).isEqualTo(new Value<>(deal("event-" + i)));
    }
  }

  private interface Body {
    void write(BinaryEncoder encoder) throws IOException;
  }

  private static byte[] body(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0);
    bytes.write(
        ByteBuffer.allocate(4)
            .putInt(EmbeddedSchemaIds.contentId(DealEvent.getClassSchema()))
            .array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    body.write(encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private Reason reason(byte[] bytes) {
    Decoded<DealEvent> decoded = deals.decode(bytes);
    assertThat(decoded).isInstanceOf(Undecodable.class);
    return ((Undecodable<DealEvent>) decoded).reason();
  }

  /** A registry with one answer. */
  static SchemaIds answering(Lookup lookup) {
    return new SchemaIds() {
      @Override
      public int idFor(String subject, Schema schema) {
        return 1;
      }

      @Override
      public OptionalInt version(String subject, Schema schema) {
        return OptionalInt.empty();
      }

      @Override
      public Lookup schemaById(int id) {
        return lookup;
      }
    };
  }

  static DealEvent deal(String eventId) {
    DealEvent deal = new DealEvent();
    deal.setSource("crm");
    deal.setEventId(eventId);
    deal.setRevision(1);
    deal.setOccurredAt(Instant.ofEpochSecond(1_700_000_000));
    deal.setCustomerId("c");
    deal.setKind(DealKind.OPENED);
    deal.setDealId("d");
    deal.setCredits(List.of());
    return deal;
  }

  private static CustomerErasure erasure(String eventId) {
    CustomerErasure erasure = new CustomerErasure();
    erasure.setSource("crm");
    erasure.setEventId(eventId);
    erasure.setOccurredAt(Instant.EPOCH);
    erasure.setCustomerId("c");
    return erasure;
  }
}
