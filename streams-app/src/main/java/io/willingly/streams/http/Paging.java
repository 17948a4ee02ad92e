package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Orders the rows of an answer, and gives one page of them. */
final class Paging {
  static final int MOST = 1000;
  private static final int USUAL = 100;

  private Paging() {}

  /**
   * The page asked for by {@code limit}, {@code offset} and {@code sort}: a member of the rows,
   * with a minus for descending; rows without it come last. {@code total} and {@code next} tell of
   * the others. Answers without rows stay as they are.
   *
   * @param path of the route, for the link to the next page
   */
  static ObjectNode page(ObjectNode answer, Asked asked, String path) {
    if (!(answer.get("rows") instanceof ArrayNode rows)) {
      return answer;
    }
    int limit = asked.number("limit", USUAL, 1, MOST);
    int offset = asked.number("offset", 0, 0, Integer.MAX_VALUE);
    List<JsonNode> ordered = new ArrayList<>();
    rows.forEach(ordered::add);
    asked.text("sort").ifPresent(sort -> ordered.sort(by(sort)));
    ArrayNode page = answer.arrayNode();
    ordered.stream().skip(offset).limit(limit).forEach(page::add);
    ObjectNode paged = answer.objectNode();
    paged.setAll(answer);
    paged.set("rows", page);
    paged.put("total", ordered.size());
    boolean more = offset + (long) limit < ordered.size();
    paged.put("next", more ? link(path, asked, offset + limit) : null);
    return paged;
  }

  /**
   * A table as CSV in the order of {@code sort}, all rows of it.
   *
   * @param rows the same table's, in the order of the lines
   */
  static String sorted(String csv, JsonNode rows, Asked asked) {
    String sort = asked.text("sort").orElse("");
    List<String> lines = records(csv);
    if (sort.isEmpty() || lines.size() != rows.size() + 1) {
      return csv;
    }
    Comparator<JsonNode> order = by(sort);
    String sorted =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted((one, other) -> order.compare(rows.get(one), rows.get(other)))
            .map(row -> lines.get(row + 1))
            .collect(Collectors.joining());
    return lines.get(0) + sorted;
  }

  /** The records of a CSV with their line ends; a quoted cell may hold some of its own. */
  private static List<String> records(String csv) {
    List<String> records = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < csv.length(); i++) {
      quoted ^= csv.charAt(i) == '"';
      if (csv.charAt(i) == '\n' && !quoted) {
        records.add(csv.substring(from, i + 1));
        from = i + 1;
      }
    }
    return records;
  }

  private static Comparator<JsonNode> by(String sort) {
    boolean descending = sort.startsWith("-");
    String member = descending ? sort.substring(1) : sort;
    Comparator<JsonNode> order =
        (one, other) ->
            one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.asText().compareTo(other.asText());
    return Comparator.comparing(
        row -> row.path(member),
        (one, other) -> {
          boolean none = one.isNull() || one.isMissingNode();
          boolean noOther = other.isNull() || other.isMissingNode();
          if (none || noOther) {
            return Boolean.compare(none, noOther);
          }
          return descending ? order.compare(other, one) : order.compare(one, other);
        });
  }

  private static String link(String path, Asked asked, int offset) {
    Map<String, String> query = new TreeMap<>(asked.query());
    query.put("offset", Integer.toString(offset));
    return path
        + "?"
        + query.entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
