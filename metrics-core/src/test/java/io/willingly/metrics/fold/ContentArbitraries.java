package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/**
 * Contents of every family, read off their records: a component added later is tried without a
 * change here. Components that may be null sometimes are.
 */
final class ContentArbitraries {
  private ContentArbitraries() {}

  static Arbitrary<Content> contents() {
    return Arbitraries.of(Content.class.getPermittedSubclasses())
        .flatMap(ContentArbitraries::record)
        .map(Content.class::cast);
  }

  private static Arbitrary<?> record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (type == Content.Answer.class) {
      return Arbitraries.integers().between(1, 5).map(value -> new Content.Answer(value, 1, 5));
    }
    List<Arbitrary<@Nullable Object>> values = new ArrayList<>();
    for (RecordComponent component : components) {
      values.add(component(component.getAnnotatedType()));
    }
    if (values.isEmpty()) {
      return Arbitraries.create(() -> create(type, List.of()));
    }
    return Combinators.combine(values).as(arguments -> create(type, arguments));
  }

  private static Object create(Class<?> type, List<@Nullable Object> arguments) {
    Class<?>[] types =
        Stream.of(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made of " + arguments, e);
    }
  }

  private static Arbitrary<@Nullable Object> component(AnnotatedType type) {
    Arbitrary<?> values = values(type.getType());
    boolean nullable = type.isAnnotationPresent(Nullable.class);
    return (nullable ? values.injectNull(0.3) : values).map(value -> value);
  }

  private static Arbitrary<?> values(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      return of.length == 1
          ? values(of[0]).list().ofMaxSize(3)
          : Arbitraries.maps(values(of[0]), values(of[1])).ofMaxSize(5);
    }
    Class<?> raw = (Class<?>) type;
    if (raw == String.class) {
      return Arbitraries.strings().ofMaxLength(12);
    }
    if (raw == long.class || raw == Long.class) {
      return Arbitraries.longs();
    }
    if (raw == int.class || raw == Integer.class) {
      return Arbitraries.integers();
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return Arbitraries.of(true, false);
    }
    return raw.isEnum() ? Arbitraries.of(raw.getEnumConstants()) : record(raw);
  }
}
