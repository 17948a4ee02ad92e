package io.willingly.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures of one run: rows of equal columns, for reading and as JSON. */
final class Results {
  private final String title;
  private final List<Map<String, Object>> rows = new ArrayList<>();

  Results(String title) {
    this.title = title;
  }

  /** Adds a row; its columns are those of the first. */
  void add(Map<String, Object> row) {
    rows.add(new LinkedHashMap<>(row));
  }

  List<Map<String, Object>> rows() {
    return rows;
  }

  void print(PrintStream out) {
    List<String> columns = List.copyOf(rows.get(0).keySet());
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    for (Map<String, Object> row : rows) {
      lines.add(columns.stream().map(column -> text(row.get(column))).toList());
    }
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      widths.add(lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0));
    }
    out.println(title);
    for (List<String> line : lines) {
      StringBuilder padded = new StringBuilder("|");
      for (int i = 0; i < line.size(); i++) {
        String gap = " ".repeat(widths.get(i) - line.get(i).length());
        padded.append(i == 0 ? " " + line.get(i) + gap : " " + gap + line.get(i)).append(" |");
      }
      out.println(padded);
      if (line == columns) {
        out.println(
            widths.stream().map(w -> "-".repeat(w + 2)).collect(Collectors.joining("|", "|", "|")));
      }
    }
  }

  private static String text(@Nullable Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, Math.abs(number) >= 100 ? "%,.0f" : "%.2f", number)
        : value instanceof Number number
            ? String.format(Locale.ROOT, "%,d", number.longValue())
            : String.valueOf(value);
  }

  /** Writes title, time, machine and rows as one JSON object. */
  void write(Path file) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("title", title);
    all.put("at", Instant.now().toString());
    all.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    all.put("processors", Runtime.getRuntime().availableProcessors());
    all.put("rows", rows);
    Files.write(file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
  }
}
