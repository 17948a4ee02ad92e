package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
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
  private static final CsvMapper CSV =
      CsvMapper.csvBuilder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();

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
      try (MappingIterator<String[]> records = records(reader)) {
        return records.hasNextValue() ? List.of(records.nextValue()) : List.of();
      }
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
        case NDJSON -> lines(reader, sink);
        case JSON -> documents(reader, sink);
      }
    }
  }

  private void csv(BufferedReader reader, Path file, RowSink sink) throws IOException {
    List<String> columns = header(file);
    long number = input.header() ? -1 : 0;
    try (MappingIterator<String[]> records = records(reader)) {
      while (records.hasNextValue()) {
        String[] cells = records.nextValue();
        if (++number > 0) {
          cells(cells, columns, number, sink);
        }
      }
    } catch (JsonProcessingException e) {
      sink.unreadable(
          number + 1,
          "not readable as CSV from here to the end of the file: "
              + e.getOriginalMessage()
              + "; check 'delimiter' and 'quote'",
          "");
    }
  }

  private static void cells(String[] cells, List<String> columns, long number, RowSink sink) {
    String original = String.join(",", cells);
    if (cells.length != columns.size()) {
      sink.unreadable(
          number,
          "the row has "
              + cells.length
              + " cells, the header has "
              + columns.size()
              + "; a cell that holds the delimiter must be quoted",
          original);
    } else if (original.indexOf(REPLACEMENT) >= 0) {
      sink.unreadable(number, encodingMessage(), original);
    } else {
      ObjectNode data = JSON.createObjectNode();
      for (int i = 0; i < cells.length; i++) {
        data.put(columns.get(i), cells[i]);
      }
      sink.row(data, number);
    }
  }

  private static void lines(BufferedReader reader, RowSink sink) throws IOException {
    long number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.isBlank()) {
        continue;
      }
      number++;
      if (line.indexOf(REPLACEMENT) >= 0) {
        sink.unreadable(number, encodingMessage(), line);
        continue;
      }
      try {
        object(JSON.readTree(line), number, sink);
      } catch (JsonProcessingException e) {
        sink.unreadable(number, "not valid JSON: " + e.getOriginalMessage(), line);
      }
    }
  }

  /** One document, several in a row, or arrays of them. */
  private static void documents(BufferedReader reader, RowSink sink) throws IOException {
    long number = 0;
    try (JsonParser parser = JSON.createParser(reader)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
          // Not readTree of the mapper: that one insists on a single document.
          JsonNode value =
              JSON.reader()
                  .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                  .readTree(parser);
          object(value, ++number, sink);
        }
      }
    } catch (JsonProcessingException e) {
      sink.unreadable(
          number + 1,
          "not valid JSON from here to the end of the file: " + e.getOriginalMessage(),
          "");
    }
  }

  private static void object(JsonNode value, long number, RowSink sink) {
    if (value instanceof ObjectNode object) {
      sink.row(object, number);
    } else {
      sink.unreadable(number, "a row must be a JSON object", value.toString());
    }
  }

  private static String encodingMessage() {
    return "the row holds bytes that are not in the input's encoding; set 'encoding'";
  }

  private MappingIterator<String[]> records(BufferedReader reader) throws IOException {
    CsvSchema schema =
        CsvSchema.emptySchema().withColumnSeparator(input.delimiter()).withQuoteChar(input.quote());
    return CSV.readerFor(String[].class).with(schema).readValues(reader);
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
