package io.willingly.connectors.guess;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.CsvSample;
import io.willingly.connectors.mapping.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Sampled payloads, with the values within them as columns. */
final class Payloads {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** They only wrap what is told; their names say nothing. */
  private static final Pattern WRAPPER =
      Pattern.compile(
          "data|object|payload|content|body|attributes|properties|fields|event|current|item|items"
              + "|details?|resource|record|entity|values?|results?|response|totals?|params|new|meta"
              + "|form_response|event_data|profile|ref|info|[0-9]+");

  /** Such a name needs that of what it is in. */
  private static final Pattern GENERIC =
      Pattern.compile("id|uid|uuid|uri|name|email|code|key|number|text|label|token");

  /** An id within what is told. */
  private static final Pattern TOLD =
      Pattern.compile(
          "/(data|object|payload|content|detail|resource|item|current|record|entity|event)(/.*)?"
              + "/(\\w+_)?(id|uri)");

  private static final Pattern CUSTOMER =
      Pattern.compile(
          "(customer|client|account|organization|contact|company|buyer)( id| name)?|email");

  /** Put before the words of what only tells of the telling. */
  static final String ENVELOPE = "envelope ";

  /** What was before is not what is. */
  static final Pattern BEFORE =
      Pattern.compile("(?i)(.*[_-])?(previous|prev|old|before|original)([_-].*)?");

  private static final Pattern LABEL =
      Pattern.compile("ref|question|question_text|label|title|key|slug|name|property|field");
  private static final Pattern VALUE =
      Pattern.compile("answer|value|number|score|rating|text|boolean");

  private Payloads() {}

  /**
   * The payloads of files.
   *
   * @throws InputException when one holds no JSON objects
   */
  static List<ObjectNode> read(List<Path> files) {
    List<ObjectNode> payloads = new ArrayList<>();
    for (Path file : files) {
      try (MappingIterator<JsonNode> all =
          JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
        while (all.hasNextValue()) {
          JsonNode next = all.nextValue();
          for (JsonNode payload : next.isArray() ? next : List.of(next)) {
            if (!(payload instanceof ObjectNode object)) {
              throw new InputException(
                  file + ": a payload must be a JSON object, found " + payload);
            }
            if (object.isEmpty()) {
              throw new InputException(
                  file + ": a payload is {}, which tells nothing; give one that the vendor sends");
            }
            payloads.add(object);
          }
        }
      } catch (JsonProcessingException e) {
        throw new InputException(
            "%s: not valid JSON, line %d: %s"
                .formatted(
                    file,
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                    e.getOriginalMessage()),
            e);
      } catch (IOException e) {
        throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
      }
    }
    if (payloads.isEmpty()) {
      throw new InputException("no payload is in " + files);
    }
    return payloads;
  }

  /** The values within payloads as columns, in the order in which they are met. */
  static FileGuess guess(String name, List<ObjectNode> payloads) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    Map<String, String> words = new LinkedHashMap<>();
    for (int i = 0; i < payloads.size(); i++) {
      Map<String, String> one = new LinkedHashMap<>();
      flatten("", payloads.get(i), one, words);
      for (Map.Entry<String, String> each : one.entrySet()) {
        List<String> column = values.computeIfAbsent(each.getKey(), key -> new ArrayList<>());
        while (column.size() < i) {
          column.add("");
        }
        column.add(each.getValue());
      }
    }
    boolean customers =
        values.keySet().stream().anyMatch(each -> CUSTOMER.matcher(words(each)).matches());
    List<Column> columns = new ArrayList<>();
    values.forEach(
        (pointer, column) -> {
          String told = words.getOrDefault(pointer, "");
          told = told.isEmpty() ? words(pointer) : told;
          if (ofEnvelope(pointer, values.keySet())) {
            told = ENVELOPE + told;
          } else if (customers) {
            told = told.replaceFirst("^user( id| name| email)?$", "owner");
          }
          columns.add(Column.of(pointer, told, column));
        });
    CsvSample none =
        new CsvSample(Path.of(name), ',', "UTF-8", List.copyOf(values.keySet()), List.of());
    return new FileGuess(none, columns);
  }

  /** Beside what is told lies what tells of the telling: its id, its time, whose account it is. */
  private static boolean ofEnvelope(String pointer, Set<String> all) {
    String parent = pointer.startsWith("/") ? pointer.substring(0, pointer.lastIndexOf('/')) : "=";
    return parent.matches("/meta(/.*)?")
        || all.stream()
            .anyMatch(
                other ->
                    other.startsWith(parent + "/")
                        && TOLD.matcher(other.substring(parent.length())).matches());
  }

  private static void flatten(
      String pointer, JsonNode value, Map<String, String> values, Map<String, String> words) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              each -> {
                if (!BEFORE.matcher(each.getKey()).matches()) {
                  String step = each.getKey().replace("~", "~0").replace("/", "~1");
                  flatten(pointer + "/" + step, each.getValue(), values, words);
                }
              });
    } else if (value.isArray()) {
      if (!pairs(pointer, value, values, words) && value.size() == 1) {
        flatten(pointer + "/0", value.get(0), values, words);
      }
    } else {
      values.put(pointer, value.isNull() ? "" : value.asText());
    }
  }

  /** A list of questions and answers, or of names and values: each as a column of its own. */
  private static boolean pairs(
      String pointer, JsonNode list, Map<String, String> values, Map<String, String> words) {
    boolean all = !list.isEmpty();
    Map<String, String> found = new LinkedHashMap<>();
    for (JsonNode item : list) {
      String label = label(item, "");
      String value = valueOf(item);
      if (label.isEmpty() || value.isEmpty()) {
        all = false;
        continue;
      }
      String text = item.at(label).asText();
      String column =
          "=[for (%s) .%s if (%s == %s)][0]"
              .formatted(Values.path(pointer), value, Values.path(label), Values.quoted(text));
      found.put(column, item.path(value).asText());
      words.put(column, Column.words(text));
    }
    if (all) {
      values.putAll(found);
    }
    return all;
  }

  private static String label(JsonNode item, String prefix) {
    for (Map.Entry<String, JsonNode> each : item.properties()) {
      boolean named = LABEL.matcher(each.getKey()).matches();
      if (named && each.getValue().isTextual()) {
        return prefix + "/" + each.getKey();
      }
      if (each.getValue().isObject() && prefix.isEmpty()) {
        String within = label(each.getValue(), "/" + each.getKey());
        if (!within.isEmpty()) {
          return within;
        }
      }
    }
    return "";
  }

  private static String valueOf(JsonNode item) {
    for (Map.Entry<String, JsonNode> each : item.properties()) {
      if (VALUE.matcher(each.getKey()).matches() && each.getValue().isValueNode()) {
        return each.getKey();
      }
    }
    return "";
  }

  /** {@code /content/subscription/id} is a subscription id, {@code /data/object/id} an id. */
  static String words(String pointer) {
    String[] steps = pointer.substring(1).split("/", -1);
    int last = steps.length - 1;
    while (last > 0
        && (steps[last].matches("[0-9]+")
            || (steps[last].matches("values?") && !WRAPPER.matcher(steps[last - 1]).matches()))) {
      last--;
    }
    String name = steps[last];
    if (GENERIC.matcher(name).matches()) {
      for (int i = last - 1; i >= 0; i--) {
        if (!WRAPPER.matcher(steps[i]).matches()) {
          name = steps[i] + " " + name;
          break;
        }
      }
    }
    return usual(Column.words(name));
  }

  /** The words that are usual for what several vendors call otherwise. */
  private static String usual(String words) {
    return words
        .replaceAll("\\b(assignee|teammate|host|advisor|organizer)\\b", "owner")
        .replaceAll("\\borg\\b", "organization")
        .replaceAll("\\b(requester|payer|invitee|subscriber|member)\\b", "customer")
        .replaceAll("\\b(person|lead)\\b", "contact")
        .replaceAll("\\b(billed|completed|succeeded)\\b", "paid")
        .replaceAll("\\buri\\b", "id")
        .replaceAll("^owner( id| name| email)?$", "owner")
        .replaceAll("^(financial|payment|fulfillment) (status|state)$", "$2")
        .replaceAll("^(status|stage) type$", "$1")
        // What people call it may be another in each account.
        .replaceAll("^(status|stage) (label|name)$", "state")
        .replaceAll("\\badd(ed)? (time|at|date|on)\\b", "created $2")
        .replaceAll(
            "^(customer|client|account|company|buyer|organization|contact|salesperson|seller|agent"
                + "|rep|closer) (ref|reference|code|uid|uuid|key)$",
            "$1 id")
        .replaceAll("^(last )?(modified|updated|changed)$", "updated at")
        .replaceAll("^(fee |price )?(net|gross)( amount| total)?$", "total")
        .replaceAll("^(mrr|fee)$", "amount")
        .replaceAll("^(amount in |price )?(cents|minor( units?)?|pence)$", "amount cents")
        .replaceAll("^(cur|curr|ccy)$", "currency")
        .replaceAll("^\\w+ currency$", "currency")
        .replaceFirst("^date (\\w+)$", "$1 date");
  }
}
