package io.willingly.streams.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.willingly.connectors.mapping.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Reads settings once, in the one order: default, file, environment, flags; later wins. */
public final class SettingsReader {
  static final String PREFIX = "WILLINGLY_";
  private static final String FILE_VARIABLE = PREFIX + "CONFIG";
  private static final String FILE_IN_DATA_DIR = "willingly.yaml";
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

  private final Map<String, String> environment;

  public SettingsReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Reads all layers.
   *
   * @param defaults what stands in for the declared defaults
   * @param flags by key; {@code config} names the file
   * @throws BadInput for an unknown key or a bad value
   */
  public Settings read(Map<String, String> defaults, Map<String, String> flags) {
    Map<String, String> variables = variables();
    Map<String, String> over = new LinkedHashMap<>(variables);
    flags.forEach((key, value) -> put(over, key, value, "--set"));
    String named = over.remove("config");
    if (named != null) {
      return Settings.of(layers(defaults, file(Path.of(named)), over));
    }
    Settings withoutFile = Settings.of(layers(defaults, over));
    Path inDataDir = withoutFile.dataDir().resolve(FILE_IN_DATA_DIR);
    if (!Files.exists(inDataDir)) {
      return withoutFile;
    }
    Map<String, String> found = file(inDataDir);
    if (found.containsKey("data.dir")) {
      throw new BadInput(inDataDir + " is found through data.dir and cannot set it");
    }
    return Settings.of(layers(defaults, found, over));
  }

  @SafeVarargs
  private static Map<String, String> layers(Map<String, String>... laterWins) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Map<String, String> layer : laterWins) {
      values.putAll(layer);
    }
    return values;
  }

  private Map<String, String> variables() {
    Map<String, String> byVariable = new TreeMap<>();
    keys().forEach(key -> byVariable.put(SettingsDeclaration.environmentName(key), key));
    byVariable.put(FILE_VARIABLE, "config");
    Map<String, String> values = new LinkedHashMap<>();
    environment.forEach(
        (variable, value) -> {
          String key = byVariable.get(variable);
          if (key != null) {
            values.put(key, value);
          } else if (variable.startsWith(PREFIX)) {
            throw new BadInput(
                "unknown environment variable "
                    + variable
                    + Names.near(variable, byVariable.keySet()));
          }
        });
    return values;
  }

  private static Map<String, String> file(Path file) {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      JsonNode tree = YAML.readTree(Files.readString(file));
      if (tree.isObject()) {
        flatten("", tree, values, file.toString());
      } else if (!tree.isMissingNode() && !tree.isNull()) {
        throw new BadInput(file + " is not a mapping of keys to values");
      }
    } catch (NoSuchFileException e) {
      throw new BadInput("no such configuration file: " + file, e);
    } catch (JsonProcessingException e) {
      throw new BadInput(
          "%s line %d: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  private static void flatten(
      String prefix, JsonNode node, Map<String, String> values, String origin) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String key = prefix + field.getKey();
      JsonNode value = field.getValue();
      if (value.isObject()) {
        flatten(key + ".", value, values, origin);
      } else if (value.isArray()) {
        StringJoiner items = new StringJoiner(",");
        value.forEach(item -> items.add(item.asText()));
        put(values, key, items.toString(), origin);
      } else {
        put(values, key, value.isNull() ? "" : value.asText(), origin);
      }
    }
  }

  private static void put(Map<String, String> values, String key, String value, String origin) {
    boolean fileFlag = key.equals("config") && origin.equals("--set");
    if (!keys().contains(key) && !key.startsWith(SettingsDeclaration.CLIENT_PREFIX) && !fileFlag) {
      throw new BadInput("unknown setting " + key + " in " + origin + Names.near(key, keys()));
    }
    values.put(key, value);
  }

  private static Set<String> keys() {
    return SettingsDeclaration.CONFIG.names();
  }
}
