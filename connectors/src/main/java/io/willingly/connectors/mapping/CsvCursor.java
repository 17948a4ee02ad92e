package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Goes through the records of a CSV file. */
final class CsvCursor implements RowCursor {
  private final Path file;
  private final Input input;
  private final List<String> columns;
  private final LineReader lines;
  private final CsvRecords records;
  private Mark mark;
  private boolean whole = true;

  CsvCursor(Path file, Input input, List<String> columns, Mark from) throws IOException {
    this.file = file;
    this.input = input;
    this.columns = columns;
    this.mark = from;
    this.lines = LineReader.open(file, input.charset(), from.bytes());
    this.records = new CsvRecords(lines, input, from.line());
    if (input.header() && from.bytes() == 0) {
      records.next(null);
    }
  }

  @Override
  public boolean next(RowSink sink) throws IOException {
    CsvRecords.Csv row = records.next(columns.size());
    if (row == null) {
      return false;
    }
    mark = new Mark(row.end(), mark.row() + 1, records.line());
    whole = row.whole();
    Position position = Position.in(file, mark.row(), row.line());
    if (row.problem() != null) {
      sink.unreadable(position, row.problem(), row.text());
    } else if (InputReader.garbled(row.text())) {
      sink.unreadable(position, InputReader.encodingMessage(input), row.text());
    } else {
      ObjectNode data = InputReader.JSON.createObjectNode();
      for (int i = 0; i < columns.size(); i++) {
        data.put(columns.get(i), row.cells().get(i));
      }
      sink.row(data, position);
    }
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
