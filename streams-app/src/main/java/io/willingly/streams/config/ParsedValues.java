package io.willingly.streams.config;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/** Typed access to what {@link org.apache.kafka.common.config.ConfigDef} parsed. */
record ParsedValues(Map<String, Object> parsed) {
  String text(String key) {
    return (String) value(key);
  }

  Password secret(String key) {
    return (Password) value(key);
  }

  boolean flag(String key) {
    return (Boolean) value(key);
  }

  int number(String key) {
    return (Integer) value(key);
  }

  double decimal(String key) {
    return (Double) value(key);
  }

  List<String> list(String key) {
    return ((List<?>) value(key)).stream().map(String.class::cast).toList();
  }

  private Object value(String key) {
    Object value = parsed.get(key);
    if (value == null) {
      throw new IllegalStateException("not declared: " + key);
    }
    return value;
  }
}
