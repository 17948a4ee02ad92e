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

  /** Columns of a CSV file, or the properties of the first object of a JSON file. */
  List<String> header(Path file) throws IOException {
    if (input.format() == Input.Format.CSV && !input.header()) {
      return List.copyOf(input.columns());
    }
    try (BufferedReader reader = open(file)) {
      if (input.format() != Input.Format.CSV) {
        return properties(reader);
      }
      CsvRecords.Csv first = new CsvRecords(reader, input).next(null);
      return first == null ? List.of() : first.cells();
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

  void read(Path file, RowSink sink) throws IOException {
    try (BufferedReader reader = open(file)) {
      switch (input.format()) {
        case CSV -> csv(reader, file, sink);
        case NDJSON -> lines(reader, file, sink);
        case JSON -> documents(reader, file, sink);
      }
    }
  }

  private void csv(BufferedReader reader, Path file, RowSink sink) throws IOException {
    CsvRecords records = new CsvRecords(reader, input);
    List<String> columns = header(file);
    if (input.header()) {
      records.next(null);
    }
    long number = 0;
    for (CsvRecords.Csv row = records.next(columns.size());
        row != null;
        row = records.next(columns.size())) {
      Position position = Position.in(file, ++number, row.line());
      if (row.problem() != null) {
        sink.unreadable(position, row.problem(), row.text());
      } else if (row.text().indexOf(REPLACEMENT) >= 0) {
        sink.unreadable(position, encodingMessage(), row.text());
      } else {
        ObjectNode data = JSON.createObjectNode();
        for (int i = 0; i < columns.size(); i++) {
          data.put(columns.get(i), row.cells().get(i));
        }
        sink.row(data, position);
      }
    }
  }

  private void lines(BufferedReader reader, Path file, RowSink sink) throws IOException {
    long number = 0;
    long at = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      at++;
      if (line.isBlank()) {
        continue;
      }
      Position position = Position.in(file, ++number, at);
      if (line.indexOf(REPLACEMENT) >= 0) {
        sink.unreadable(position, encodingMessage(), line);
        continue;
      }
      try {
        object(JSON.readTree(line), position, sink);
      } catch (JsonProcessingException e) {
        sink.unreadable(position, "not valid JSON: " + e.getOriginalMessage(), line);
      }
    }
  }

  /** One document, several in a row, or arrays of them. */
  private static void documents(BufferedReader reader, Path file, RowSink sink) throws IOException {
    long number = 0;
    try (JsonParser parser = JSON.createParser(reader)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
          Position position =
              Position.in(file, number + 1, parser.currentTokenLocation().getLineNr());
          // Not readTree of the mapper: that one insists on a single document.
          JsonNode value =
              JSON.reader()
                  .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                  .readTree(parser);
          number++;
          object(value, position, sink);
        }
      }
    } catch (JsonProcessingException e) {
      sink.unreadable(
          Position.in(file, number + 1, e.getLocation() == null ? 0 : e.getLocation().getLineNr()),
          "not valid JSON from here to the end of the file: " + e.getOriginalMessage(),
          "");
    }
  }

  private static void object(JsonNode value, Position position, RowSink sink) {
    if (value instanceof ObjectNode object) {
      sink.row(object, position);
    } else {
      sink.unreadable(position, "a row must be a JSON object", value.toString());
    }
  }

  private String encodingMessage() {
    return "the row holds bytes that are not "
        + input.charset().name()
        + "; save the file so, or name its 'encoding' in the mapping";
  }

  private BufferedReader open(Path file) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), input.charset()));
    reader.mark(1);
    // A byte order mark would become part of the first column's name.
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }
}
