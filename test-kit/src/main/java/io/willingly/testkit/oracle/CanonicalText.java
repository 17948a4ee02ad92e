package io.willingly.testkit.oracle;

import io.willingly.metrics.fact.Fact;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One text for equal contents (R4): components that are present, by name, maps in key order. */
final class CanonicalText {
  private CanonicalText() {}

  /** Hash of what a fact says; identity, version and delivery are not content. */
  static String sha256(Fact fact) {
    String text = fact.retracted() + " " + fact.occurredAt() + " " + text(fact.content());
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static String text(Object value) {
    List<String> parts = new ArrayList<>();
    if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        Object part = read(component, value);
        if (part != null) {
          parts.add(component.getName() + "=" + text(part));
        }
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, part) -> parts.add(text(key) + "=" + text(part)));
      Collections.sort(parts);
    } else if (value instanceof List<?> list) {
      list.forEach(part -> parts.add(text(part)));
    } else {
      String plain = value.toString();
      return plain.length() + ":" + plain;
    }
    return parts.toString();
  }

  private static @Nullable Object read(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
