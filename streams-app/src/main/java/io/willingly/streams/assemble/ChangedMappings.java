package io.willingly.streams.assemble;

import io.willingly.connectors.assemble.AssembledObject;
import io.willingly.connectors.mapping.ObjectId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects of a task whose source uses another mapping than the one they were put together
 * with, some at a time: a transaction has to end. Rows: objects under {@code o|} and their text,
 * and under {@code m|} and a source the mapping that all of its objects were put together with.
 */
final class ChangedMappings {
  /** Objects at a time. */
  private static final int PAGE = 500;

  private static final String OBJECT = "o|";
  private static final String APPLIED = "m|";

  private final KeyValueStore<Bytes, byte[]> rows;
  private final SourceMappings mappings;

  /** Source whose objects are gone through now, its mapping, and the last object that was. */
  private @Nullable Walk walk;

  private record Walk(String source, String fingerprint, @Nullable Bytes last) {}

  ChangedMappings(KeyValueStore<Bytes, byte[]> rows, SourceMappings mappings) {
    this.rows = rows;
    this.mappings = mappings;
  }

  static Bytes row(ObjectId id) {
    return bytes(OBJECT + id.text());
  }

  /** The next objects; none when all were put together with the mapping in use. */
  List<AssembledObject> objects() {
    Walk now = walk == null ? next() : walk;
    if (now == null) {
      return List.of();
    }
    List<AssembledObject> page = new ArrayList<>();
    Bytes last = now.last();
    boolean more = false;
    Bytes from = last == null ? bytes(OBJECT + now.source() + "|") : last;
    Bytes to = bytes(OBJECT + now.source() + "}"); // the character after the bar
    try (KeyValueIterator<Bytes, byte[]> found = rows.range(from, to)) {
      while (found.hasNext()) {
        KeyValue<Bytes, byte[]> each = found.next();
        if (each.key.equals(last) || each.key.equals(to)) {
          continue;
        }
        if (page.size() == PAGE) {
          more = true;
          break;
        }
        page.add(AssembledObject.of(each.value));
        last = each.key;
      }
    }
    if (more) {
      walk = new Walk(now.source(), now.fingerprint(), last);
    } else {
      walk = null;
      rows.put(bytes(APPLIED + now.source()), now.fingerprint().getBytes(StandardCharsets.UTF_8));
    }
    return page;
  }

  private @Nullable Walk next() {
    for (Map.Entry<String, String> each : mappings.fingerprints().entrySet()) {
      byte[] applied = rows.get(bytes(APPLIED + each.getKey()));
      if (applied == null || !each.getValue().equals(new String(applied, StandardCharsets.UTF_8))) {
        return new Walk(each.getKey(), each.getValue(), null);
      }
    }
    return null;
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
