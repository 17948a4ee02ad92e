package io.willingly.schemas.wire;

import io.willingly.event.DealEvent;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Avro's view of the classes of the event contract. Avro 1.12 refuses to load a class that a schema
 * names unless a JVM-wide setting trusts it; this data model loads the classes of the contract and
 * no others, so that nothing has to be set and a foreign schema can name no class. Use it wherever
 * {@link SpecificData} is asked to create a record or enum of the contract.
 */
public final class ContractData extends SpecificData {
  private static final String NAMESPACE = DealEvent.class.getPackageName();
  private static final ContractData INSTANCE = new ContractData();

  private final ConcurrentMap<String, Optional<Class<?>>> classes = new ConcurrentHashMap<>();

  private ContractData() {
    super(DealEvent.class.getClassLoader());
    addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    addLogicalTypeConversion(new TimeConversions.DateConversion());
  }

  /** The one data model; thread-safe. */
  public static ContractData get() {
    return INSTANCE;
  }

  @Override
  public @Nullable Class<?> getClass(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED ->
          NAMESPACE.equals(schema.getNamespace())
              ? classes.computeIfAbsent(schema.getFullName(), this::load).orElse(null)
              : null;
      default -> super.getClass(schema);
    };
  }

  private Optional<Class<?>> load(String name) {
    try {
      return Optional.of(Class.forName(name, true, getClassLoader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }
}
