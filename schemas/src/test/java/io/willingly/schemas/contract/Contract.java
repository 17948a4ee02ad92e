package io.willingly.schemas.contract;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The schemas of all topics, as they are now. */
final class Contract {
  private Contract() {}

  static List<Schema> schemas() {
    List<Schema> schemas = new ArrayList<>(keys());
    Topics.ALL.forEach(topic -> schemas.add(topic.valueSchema()));
    return schemas;
  }

  static List<Schema> keys() {
    List<Schema> keys = new ArrayList<>();
    for (Topic<?, ? extends SpecificRecord> topic : Topics.ALL) {
      if (!topic.hasPlainKey()) {
        keys.add(topic.keySchema());
      }
    }
    return keys;
  }

  /** Visits a schema and all it is made of, parts after wholes. */
  static void visit(Schema schema, Consumer<Schema> visitor) {
    visitor.accept(schema);
    switch (schema.getType()) {
      case RECORD -> schema.getFields().forEach(field -> visit(field.schema(), visitor));
      case ARRAY -> visit(schema.getElementType(), visitor);
      case MAP -> visit(schema.getValueType(), visitor);
      case UNION -> schema.getTypes().forEach(type -> visit(type, visitor));
      default -> {}
    }
  }
}
