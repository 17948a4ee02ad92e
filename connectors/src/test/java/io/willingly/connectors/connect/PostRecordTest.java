package io.willingly.connectors.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.connectors.records.InputRecord;
import io.willingly.schemas.topic.Topics;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostRecordTest {
  private final CompletableFuture<@Nullable Void> kept = new CompletableFuture<>();

  private List<PostRecord> three() {
    InputRecord record = new InputRecord(Topics.DEAL_EVENTS, "C-1", new byte[] {0});
    return PostRecord.of("shop", List.of(record, record, record), 7, kept);
  }

  @Test
  void aPostIsKeptWhenTheBrokerHasAllOfIt() {
    List<PostRecord> records = three();

    records.get(2).delivered();
    records.get(0).delivered();
    assertThat(kept).isNotDone();
    records.get(1).delivered();
    assertThat(kept).isCompleted();
  }

  @Test
  void aPostIsNotKeptWhenOneOfItsRecordsIsDropped() {
    List<PostRecord> records = three();

    records.get(0).delivered();
    records.get(1).dropped();
    records.get(2).delivered();

    assertThat(kept).isCompletedExceptionally();
  }

  @Test
  void aRecordIsPartitionedByItsKeyAndHasTheTimeOfReceipt() {
    PostRecord record = three().get(0);

    assertThat(record.kafkaPartition()).isNull();
    assertThat(record.key()).isEqualTo(new byte[] {'C', '-', '1'});
    assertThat(record.timestamp()).isEqualTo(7);
    assertThat(record.topic()).isEqualTo("deal-events");
    assertThat(record.sourceOffset()).isNull();
  }
}
