package io.willingly.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** What connectors make of a JSON document. */
enum PayloadForm {
  BYTES {
    @Override
    SchemaAndValue of(String json) {
      return new SchemaAndValue(Schema.BYTES_SCHEMA, json.getBytes(UTF_8));
    }
  },
  TEXT {
    @Override
    SchemaAndValue of(String json) {
      return new SchemaAndValue(Schema.STRING_SCHEMA, json);
    }
  },
  MAP {
    @Override
    SchemaAndValue of(String json) {
      return new SchemaAndValue(null, map(json));
    }
  },
  STRUCT {
    @Override
    SchemaAndValue of(String json) {
      Map<String, Object> map = map(json);
      SchemaBuilder schema = SchemaBuilder.struct();
      map.keySet().forEach(name -> schema.field(name, Schema.STRING_SCHEMA));
      Struct struct = new Struct(schema.build());
      map.forEach(struct::put);
      return new SchemaAndValue(struct.schema(), struct);
    }
  };

  abstract SchemaAndValue of(String json);

  private static Map<String, Object> map(String json) {
    try {
      return Rest.JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
