package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Goes through the documents of a JSON file: one, several in a row, or arrays of them. What was
 * read before is passed over token by token, for an array cannot be entered in the middle.
 */
final class DocumentsCursor implements RowCursor {
  private final Path file;
  private final Input input;
  private final JsonParser parser;
  private final long passOver;
  private Mark mark;
  private boolean whole = true;
  private boolean broken;

  /** Only UTF-8 has marks: of other encodings the parser knows characters, not bytes. */
  DocumentsCursor(Path file, Input input, Mark from) throws IOException {
    this.file = file;
    this.input = input;
    this.mark = from;
    this.passOver = from.bytes();
    InputStream in = Files.newInputStream(file);
    try {
      parser =
          input.charset().equals(StandardCharsets.UTF_8)
              ? InputReader.JSON.createParser(in)
              : InputReader.JSON.createParser(new InputStreamReader(in, input.charset()));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public boolean next(RowSink sink) throws IOException {
    try {
      while (!broken) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return false;
        }
        if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
          if (document(sink)) {
            return true;
          }
        }
      }
      return false;
    } catch (JsonProcessingException e) {
      broken = true;
      whole = !(e instanceof JsonEOFException);
      long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      sink.unreadable(
          Position.in(file, mark.row() + 1, line),
          "not valid JSON from here to the end of the file: " + e.getOriginalMessage(),
          "");
      mark = new Mark(Files.size(file), mark.row() + 1, line);
      return true;
    }
  }

  /** Hands a document over, unless it was before. */
  private boolean document(RowSink sink) throws IOException {
    long line = parser.currentTokenLocation().getLineNr();
    if (passOver > parser.currentTokenLocation().getByteOffset()) {
      parser.skipChildren();
      return false;
    }
    Position position = Position.in(file, mark.row() + 1, line);
    // Not readTree of the mapper: that one insists on a single document.
    long rows =
        InputReader.rows(
            input,
            InputReader.JSON
                .reader()
                .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(parser),
            position,
            sink);
    mark = new Mark(parser.currentLocation().getByteOffset(), mark.row() + rows, line);
    return true;
  }

  @Override
  public Mark mark() {
    return mark;
  }

  @Override
  public boolean whole() {
    return whole;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
