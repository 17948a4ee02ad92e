package io.willingly.streams.assemble;

import io.willingly.event.BundledRecord;
import io.willingly.event.EventBundle;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.TopicValues;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each record of a bundle on to its topic. */
final class Unbundle extends SendingProcessor<byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(Unbundle.class);

  /** Nobody may write anywhere else through a bundle. */
  private static final Set<String> ALLOWED =
      Topics.ALL.stream()
          .filter(topic -> topic.role().isCoPartitioned() && !topic.equals(Topics.EVENT_BUNDLES))
          .map(Topic::name)
          .collect(Collectors.toUnmodifiableSet());

  private final TopicValues values;

  Unbundle(TopicValues values) {
    this.values = values;
  }

  @Override
  void take(Record<byte[], byte[]> record) {
    if (record.value() != null) {
      Decode.ours(values, Topics.EVENT_BUNDLES, record.value())
          .ifPresent(bundle -> send(bundle, record.timestamp()));
    }
  }

  private void send(EventBundle bundle, long time) {
    for (BundledRecord each : bundle.getRecords()) {
      if (ALLOWED.contains(each.getTopic())) {
        send(
            each.getKey().getBytes(StandardCharsets.UTF_8),
            new Sent(each.getTopic(), bytes(each.getValue())),
            time);
      } else {
        LOG.warn("a bundled record for {} is passed over", each.getTopic());
      }
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
