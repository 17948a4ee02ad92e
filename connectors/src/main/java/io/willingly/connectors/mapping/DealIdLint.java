package io.willingly.connectors.mapping;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the rules of the same rows mean the same deals by their ids.
 *
 * @param watch what the samples met
 */
record DealIdLint(SampleWatch watch) {
  /**
   * A rule that takes the deal's id from one property of the row.
   *
   * @param from the property, a JSON pointer
   */
  private record Told(EventRule rule, YamlNode node, String from) {}

  /**
   * The first rule whose ids are not those of the first one, as far as the samples tell.
   *
   * @param fields of the rules, in their order
   */
  Optional<String> differ(Map<EventRule, YamlNode> fields) {
    Set<Told> told = new LinkedHashSet<>();
    fields.forEach(
        (rule, node) -> {
          Set<String> read = Reads.of(node, "dealId");
          YamlNode id = node.map().get("dealId");
          // What is worked out, or looked up, is made one by that.
          if (id != null && read.size() == 1 && plain(id)) {
            told.add(new Told(rule, id, read.iterator().next()));
          }
        });
    for (Told one : told) {
      for (Told other : told) {
        if (one.equals(other)) {
          break;
        }
        if (!same(one, other)) {
          return Optional.of(
              String.valueOf(
                  one.node()
                      .error(
                          ("'%s' takes its dealId from '%s', '%s' from '%s', and no sample has one id in"
                                  + " both: a deal that is told by two ids is two sales; take an id that is"
                                  + " in all payloads, or look it up with 'alias: deal'")
                              .formatted(
                                  one.rule().rows().rule(),
                                  one.from(),
                                  other.rule().rows().rule(),
                                  other.from()))
                      .getMessage()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean plain(YamlNode id) {
    return id.isScalar() || !(id.map().containsKey("alias") || id.map().containsKey("expr"));
  }

  private boolean same(Told one, Told other) {
    if (one.from().equals(other.from()) || thing(one.from()).equals(thing(other.from()))) {
      return true;
    }
    Set<String> ids = ids(one);
    Set<String> others = ids(other);
    return ids.isEmpty() || others.isEmpty() || ids.stream().anyMatch(others::contains);
  }

  private Set<String> ids(Told told) {
    return watch.rowsOf(told.rule()).stream()
        .map(row -> row.at(told.from()).asText(""))
        .filter(id -> !id.isEmpty())
        .collect(Collectors.toSet());
  }

  /** {@code /content/invoice/id} and {@code /invoice_id} are both an invoice id. */
  private static String thing(String pointer) {
    String words = Reads.words(pointer);
    int parent = pointer.lastIndexOf('/');
    return words.matches("id|no|number") && parent > 0
        ? Reads.words(pointer.substring(0, parent)) + " " + words
        : words;
  }
}
