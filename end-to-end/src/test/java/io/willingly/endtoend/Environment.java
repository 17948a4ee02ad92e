package io.willingly.endtoend;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/** The environment of a worker, as its settings say instead of that of this JVM. */
public final class Environment implements ConfigProvider {
  private Map<String, ?> variables = Map.of();

  @Override
  public void configure(Map<String, ?> settings) {
    variables = Map.copyOf(settings);
  }

  @Override
  public ConfigData get(String path) {
    return get(path, variables.keySet());
  }

  @Override
  public ConfigData get(String path, Set<String> keys) {
    Map<String, String> values = new HashMap<>();
    keys.forEach(key -> values.put(key, String.valueOf(variables.get(key))));
    return new ConfigData(values);
  }

  @Override
  public void close() {}
}
