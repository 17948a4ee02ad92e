package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The beginning of a CSV file of which nobody has told how it is written.
 *
 * @param delimiter that makes the most columns of the header
 * @param encoding UTF-8, or windows-1252 where it is not
 * @param columns of the header line
 * @param rows those with as many cells, in the order of the file
 */
public record CsvSample(
    Path file, char delimiter, String encoding, List<String> columns, List<List<String>> rows) {
  private static final char[] DELIMITERS = {',', ';', '\t', '|'};
  private static final int SNIFFED_BYTES = 1 << 20;

  public CsvSample {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /**
   * Reads the beginning of a file.
   *
   * @param most rows at most
   * @throws InputException when it cannot be read, or is not CSV with at least two columns
   */
  public static CsvSample of(Path file, int most) {
    try {
      Charset charset = charset(file);
      CsvSample best = null;
      for (char delimiter : DELIMITERS) {
        CsvSample sample = read(file, input(delimiter, charset), most);
        if (best == null || sample.columns.size() > best.columns.size()) {
          best = sample;
        }
      }
      if (best == null || best.columns.size() < 2) {
        throw new InputException(
            file
                + ": not a CSV file: its first line must name at least two columns, with commas,"
                + " semicolons, tabs or bars between them");
      }
      return best;
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static CsvSample read(Path file, Input input, int most) throws IOException {
    List<String> columns = new InputReader(input).header(file);
    List<List<String>> rows = new ArrayList<>();
    try (LineReader lines = LineReader.open(file, input.charset(), 0)) {
      CsvRecords records = new CsvRecords(lines, input, 0);
      records.next(null);
      for (CsvRecords.Csv row = records.next(columns.size());
          row != null && rows.size() < most && columns.size() > 1;
          row = records.next(columns.size())) {
        if (row.problem() == null) {
          rows.add(List.copyOf(row.cells()));
        }
      }
    }
    return new CsvSample(file, input.delimiter(), input.charset().name(), columns, rows);
  }

  private static Input input(char delimiter, Charset charset) {
    return new Input(
        "sample",
        null,
        Input.Format.CSV,
        JsonPointer.empty(),
        delimiter,
        '"',
        charset,
        true,
        Set.of(),
        Set.of(),
        Computed.NONE,
        false,
        true,
        false);
  }

  private static Charset charset(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(SNIFFED_BYTES);
    }
    int end = head.length;
    // The cut may fall inside a character, whose first byte is at most three back.
    while (head.length == SNIFFED_BYTES && end > SNIFFED_BYTES - 4 && (head[end - 1] & 0x80) != 0) {
      end--;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head, 0, end));
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException e) {
      return Charset.forName("windows-1252");
    }
  }
}
