package io.willingly.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** The task of {@link PayloadSource}. */
public final class PayloadTask extends SourceTask {
  private static final Map<String, String> PARTITION = Map.of("of", "payloads");

  private String topic = "";
  private List<String> payloads = List.of();
  private PayloadForm form = PayloadForm.BYTES;
  private int next;

  @Override
  public String version() {
    return "1";
  }

  @Override
  public void start(Map<String, String> props) {
    topic = props.getOrDefault("topic", "");
    payloads = props.getOrDefault("payloads", "").lines().toList();
    form = PayloadForm.valueOf(props.getOrDefault("form", "BYTES"));
    Map<String, Object> offset = context.offsetStorageReader().offset(PARTITION);
    next = offset != null && offset.get("next") instanceof Number number ? number.intValue() : 0;
  }

  @Override
  public @Nullable List<SourceRecord> poll() {
    List<SourceRecord> records = new ArrayList<>();
    for (; next < payloads.size(); next++) {
      SchemaAndValue value = form.of(payloads.get(next));
      records.add(
          new SourceRecord(
              PARTITION, Map.of("next", next + 1), topic, value.schema(), value.value()));
    }
    return records.isEmpty() ? null : records;
  }

  @Override
  public void stop() {}
}
