package io.willingly.streams.peer;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTypeResolverBuilder;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTyping;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.willingly.metrics.tally.Tally;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Records of the read side as JSON, between two processes of one version on one machine. */
final class PeerJson {
  private static final ObjectMapper MAPPER = mapper();

  private PeerJson() {}

  /**
   * A value as JSON.
   *
   * @param type as declared, so that a value of a sealed type says which alternative it is
   */
  static byte[] write(Type type, @Nullable Object value) throws IOException {
    return MAPPER.writerFor(MAPPER.constructType(type)).writeValueAsBytes(value);
  }

  static JsonNode tree(byte[] json) throws IOException {
    return MAPPER.readTree(json);
  }

  static @Nullable Object read(Type type, JsonNode json) throws IOException {
    return MAPPER.readerFor(MAPPER.constructType(type)).readValue(json);
  }

  private static ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper();
    PolymorphicTypeValidator ours =
        BasicPolymorphicTypeValidator.builder().allowIfSubType("io.willingly.").build();
    mapper.setDefaultTyping(
        new SealedTypes(ours)
            .init(JsonTypeInfo.Id.CLASS, null)
            .inclusion(JsonTypeInfo.As.PROPERTY)
            .typeProperty("@"));
    SimpleModule module = new SimpleModule();
    module.addSerializer(Tally.class, new TallyWriter());
    module.addDeserializer(Tally.class, new TallyReader());
    return mapper.registerModule(module);
  }

  /** The alternatives of a sealed type are told apart by name; nothing else carries its class. */
  private static final class SealedTypes extends DefaultTypeResolverBuilder {
    SealedTypes(PolymorphicTypeValidator validator) {
      super(DefaultTyping.OBJECT_AND_NON_CONCRETE, validator);
    }

    @Override
    public boolean useForType(JavaType type) {
      Class<?> raw = type.getRawClass();
      return raw.isSealed() && !raw.isEnum();
    }
  }

  /** As pairs of key and value. */
  private static final class TallyWriter extends StdSerializer<Tally> {
    TallyWriter() {
      super(Tally.class);
    }

    @Override
    public void serialize(Tally tally, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartArray();
      for (int i = 0; i < tally.size(); i++) {
        json.writeNumber(tally.keyAt(i));
        json.writeNumber(tally.valueAt(i));
      }
      json.writeEndArray();
    }
  }

  private static final class TallyReader extends StdDeserializer<Tally> {
    TallyReader() {
      super(Tally.class);
    }

    @Override
    public Tally deserialize(JsonParser json, DeserializationContext context) throws IOException {
      long[] pairs = context.readValue(json, long[].class);
      Tally.Builder tally = new Tally.Builder();
      for (int i = 0; i < pairs.length; i += 2) {
        tally.add(Math.toIntExact(pairs[i]), pairs[i + 1]);
      }
      return tally.build();
    }
  }
}
