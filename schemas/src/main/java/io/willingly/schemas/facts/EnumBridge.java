package io.willingly.schemas.facts;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the symbols of an Avro enum with the constants of a domain enum by name. The Avro enum may
 * have one symbol more, its default, which stands for a symbol newer than this reader.
 */
final class EnumBridge<A extends Enum<A>, D extends Enum<D>> {
  private final Map<A, D> domain;
  private final Map<D, A> avro;

  /**
   * Pairs the two.
   *
   * @throws IllegalStateException when the contract and the domain have drifted apart
   */
  EnumBridge(Class<A> avroType, Class<D> domainType) {
    domain = new EnumMap<>(avroType);
    avro = new EnumMap<>(domainType);
    for (D constant : domainType.getEnumConstants()) {
      A symbol =
          Arrays.stream(avroType.getEnumConstants())
              .filter(candidate -> candidate.name().equals(constant.name()))
              .findAny()
              .orElseThrow(
                  () -> new IllegalStateException("no symbol " + constant + " in " + avroType));
      domain.put(symbol, constant);
      avro.put(constant, symbol);
    }
    if (avroType.getEnumConstants().length > avro.size() + 1) {
      throw new IllegalStateException(avroType + " has symbols that " + domainType + " lacks");
    }
  }

  /** The constant of the symbol, or null for a symbol newer than this reader. */
  @Nullable D toDomain(@Nullable A symbol) {
    return symbol == null ? null : domain.get(symbol);
  }

  /** The symbol of the constant; every constant has one. */
  A toAvro(D constant) {
    A symbol = avro.get(constant);
    if (symbol == null) {
      throw new IllegalStateException("unpaired " + constant);
    }
    return symbol;
  }

  /** The symbol of the constant, null for null. */
  @Nullable A toAvroOrNull(@Nullable D constant) {
    return constant == null ? null : avro.get(constant);
  }
}
