package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;

/** Goes through the lines of an NDJSON file. */
final class LinesCursor implements RowCursor {
  private final Path file;
  private final Input input;
  private final LineReader lines;
  private Mark mark;
  private boolean whole = true;

  LinesCursor(Path file, Input input, Mark from) throws IOException {
    this.file = file;
    this.input = input;
    this.mark = from;
    this.lines = LineReader.open(file, input.charset(), from.bytes());
  }

  @Override
  public boolean next(RowSink sink) throws IOException {
    LineReader.Line line = lines.next();
    long at = mark.line() + 1;
    while (line != null && line.text().isBlank()) {
      line = lines.next();
      at++;
    }
    if (line == null) {
      return false;
    }
    Position position = Position.in(file, mark.row() + 1, at);
    long rows = 1;
    if (InputReader.garbled(line.text())) {
      sink.unreadable(position, InputReader.encodingMessage(input), line.text());
    } else {
      try {
        rows = InputReader.rows(input, InputReader.JSON.readTree(line.text()), position, sink);
      } catch (JsonProcessingException e) {
        sink.unreadable(position, "not valid JSON: " + e.getOriginalMessage(), line.text());
      }
    }
    mark = new Mark(line.end(), mark.row() + rows, at);
    whole = line.ended();
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
    lines.close();
  }
}
