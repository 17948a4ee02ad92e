package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.streams.mapping.PastedFiles;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The mapping that a request names, or brings. */
final class NamedMapping {
  /** Somebody's own mapping is named so, unless a source is named. */
  private static final String PASTED = "pasted";

  private NamedMapping() {}

  /**
   * The mapping of the member {@code mapping}, which is shipped, or {@code mapping_text}; null when
   * neither is there.
   *
   * @param zone the organisation's
   * @throws MappingException when the text is none
   */
  static @Nullable Mapping of(JsonNode body, ZoneId zone) {
    String text = body.path("mapping_text").asText("");
    if (text.length() > PastedFiles.MOST_BYTES) {
      throw Problem.parameter("mapping_text", "no mapping is this long");
    }
    if (!text.isBlank()) {
      return new MappingLoader(zone).parse(PASTED, text);
    }
    String name = body.path("mapping").asText("");
    List<String> shipped = MappingLoader.shipped();
    if (name.isEmpty()) {
      return null;
    }
    if (!shipped.contains(name)) {
      throw Problem.parameter(
          "mapping",
          "no mapping '%s' is shipped: known are %s; paste the text of your own as 'mapping_text'"
              .formatted(name, String.join(", ", shipped)));
    }
    return new MappingLoader(zone).parse(name, MappingLoader.text(name));
  }

  /** Tells what cannot be used of a mapping or its payload as a problem. */
  static <T extends @Nullable Object> T usable(Supplier<T> work) {
    try {
      return work.get();
    } catch (MappingException e) {
      throw new Problem(400, "Mapping not understood", String.valueOf(e.getMessage()));
    } catch (InputException e) {
      throw new Problem(400, "Payload not understood", String.valueOf(e.getMessage()));
    }
  }
}
