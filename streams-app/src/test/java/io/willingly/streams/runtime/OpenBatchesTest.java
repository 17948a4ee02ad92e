package io.willingly.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenBatchesTest {
  private static final TopicPartition ONE = new TopicPartition("deal-events", 1);
  private static final TopicPartition TWO = new TopicPartition("deal-events", 2);

  private final OpenBatches open = new OpenBatches();

  private void read(TopicPartition partition, long from, long to) {
    List<ConsumerRecord<byte[], byte[]>> batch =
        LongStream.range(from, to)
            .mapToObj(
                offset ->
                    new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, new byte[0], new byte[0]))
            .toList();
    open.read(new ConsumerRecords<>(Map.of(partition, batch), Map.of()), Set.of(ONE, TWO));
  }

  private List<Long> committed(TopicPartition partition, long offset) {
    List<Long> told = new ArrayList<>();
    open.committed(
        Map.of(partition, new OffsetAndMetadata(offset)), oldest -> told.add(oldest.offset()));
    return told;
  }

  @Test
  void eachBatchIsToldOnceByTheCommitThatTakesItsFirstRecord() {
    read(ONE, 0, 100);
    read(ONE, 100, 200);
    read(TWO, 7, 8);

    assertThat(committed(ONE, 0)).isEmpty();
    assertThat(committed(ONE, 50)).containsExactly(0L);
    assertThat(committed(ONE, 200)).containsExactly(100L);
    assertThat(committed(ONE, 200)).isEmpty();
    assertThat(committed(TWO, 8)).containsExactly(7L);
  }

  @Test
  void whatIsReadAgainAfterAnAbortIsToldOnce() {
    read(ONE, 0, 100);
    read(ONE, 100, 200);
    read(ONE, 0, 150);

    assertThat(committed(ONE, 200)).containsExactly(0L);
  }

  /** Else it would be told after the partition has come back, as if it had waited all the time. */
  @Test
  void whatAnotherThreadCommitsIsForgotten() {
    read(ONE, 0, 100);
    open.read(new ConsumerRecords<>(Map.of(), Map.of()), Set.of(TWO));

    assertThat(committed(ONE, 100)).isEmpty();
  }
}
