package io.willingly.connectors.assemble;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.ObjectEvents.Awaited;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.connectors.mapping.OutcomeLines;
import io.willingly.connectors.records.InputRecord;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.TopicValues;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What objects become as lines of JSON, beside those of {@link OutcomeLines}. */
public final class AssembledLines {
  private AssembledLines() {}

  /** The event of a record that was assembled. */
  public static SpecificRecord event(InputRecord record, TopicValues values) {
    return decoded(record.topic(), record.value(), values);
  }

  private static <V extends SpecificRecord> SpecificRecord decoded(
      Topic<String, V> topic, byte[] value, TopicValues values) {
    return ((Decoded.Value<V>) values.decode(topic, value)).value();
  }

  /** A record that was assembled. */
  public static String of(InputRecord record, TopicValues values) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("assembled", record.topic().name()).put("key", record.key());
    line.set("event", OutcomeLines.fields(event(record, values)));
    return line.toString();
  }

  /** What waits, then what cannot be mapped. */
  public static List<String> withoutEvent(Assembly assembly) {
    List<String> lines = new ArrayList<>();
    assembly
        .waiting()
        .forEach((object, all) -> all.forEach(one -> lines.add(waiting(object, one))));
    assembly.rejected().values().forEach(rejected -> lines.addAll(OutcomeLines.of(rejected)));
    return lines;
  }

  private static String waiting(ObjectId object, Awaited awaited) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("waiting", object.type() + " " + object.id())
        .put("rule", awaited.rule())
        .put("field", awaited.field())
        .put("message", awaited.message())
        .toString();
  }
}
