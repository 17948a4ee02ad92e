package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a file row by row, whatever its format.
 *
 * @param input what the file is
 */
record InputReader(Input input) {
  private static final char REPLACEMENT = '\uFFFD';

  /** Numbers keep all digits: no binary fractions. A property given twice is an error. */
  static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /**
   * Columns of a CSV file, or the properties of the first object of a JSON file; those the mapping
   * names where the file does not begin with them.
   */
  List<String> header(Path file) throws IOException {
    if (!input.rows().matches() || (input.format() == Input.Format.CSV && !input.header())) {
      return List.copyOf(input.columns());
    }
    if (input.format() == Input.Format.CSV) {
      try (LineReader lines = LineReader.open(file, input.charset(), 0)) {
        CsvRecords.Csv first = new CsvRecords(lines, input, 0).next(null);
        return first == null ? List.of() : first.cells();
      }
    }
    try (BufferedReader reader = characters(file)) {
      return properties(reader);
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }

  private static List<String> properties(BufferedReader reader) throws IOException {
    List<String> names = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(reader)) {
      JsonToken token = parser.nextToken();
      while (token != null && token != JsonToken.START_OBJECT) {
        token = parser.nextToken();
      }
      while (token != null && parser.nextToken() == JsonToken.FIELD_NAME) {
        names.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
    }
    return names;
  }

  /** Reads all of a file. */
  void read(Path file, RowSink sink) throws IOException {
    try (RowCursor cursor = open(file, Mark.START)) {
      boolean more = true;
      while (more) {
        more = cursor.next(sink);
      }
    }
  }

  /** Reads a file from where it was left. */
  RowCursor open(Path file, Mark from) throws IOException {
    return switch (input.format()) {
      case CSV -> new CsvCursor(file, input, header(file), from);
      case NDJSON -> new LinesCursor(file, input, from);
      case JSON -> new DocumentsCursor(file, input, from);
    };
  }

  /** Hands over the rows of a document; the first one's position is given. How many they are. */
  static long rows(Input input, JsonNode value, Position first, RowSink sink) {
    long number = first.row();
    for (JsonNode row : input.rows().matches() ? List.of(value) : input.rowsOf(value)) {
      Position position = new Position(first.file(), number++, first.line());
      if (row instanceof ObjectNode object) {
        sink.row(object, position);
      } else {
        sink.unreadable(position, input.notRow("a row"), value.toString());
      }
    }
    return number - first.row();
  }

  /** Whether bytes were no characters of the encoding. */
  static boolean garbled(String text) {
    return text.indexOf(REPLACEMENT) >= 0;
  }

  static String encodingMessage(Input input) {
    return "the row holds bytes that are not "
        + input.charset().name()
        + "; save the file so, or name its 'encoding' in the mapping";
  }

  private BufferedReader characters(Path file) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), input.charset()));
    reader.mark(1);
    // A byte order mark is no JSON.
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }
}
