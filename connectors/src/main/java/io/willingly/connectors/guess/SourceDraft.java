package io.willingly.connectors.guess;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.MappingLint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Drafts the mapping of a source from sampled payloads. */
public final class SourceDraft {
  private static final String DEALS =
      ".*(deal|opportunit|order|invoice|payment|charge|transaction|subscription|checkout|contract"
          + "|quote|sale|purchase|refund|adjustment|credit note|dispute|proposal|booking|agreement|policy"
          + "|licen[cs]e|membership).*";
  private static final String SURVEYS =
      ".*(survey|response|nps|csat|rating|feedback|satisf|review|form).*";
  private static final String CALLS = ".*(call|meeting|invitee|recording|conversation|session).*";

  private SourceDraft() {}

  /**
   * The text of a {@code mapping.yaml}. What could not be guessed is marked in it.
   *
   * @param samples files with JSON objects, arrays of them, or an object a line
   * @throws io.willingly.connectors.mapping.InputException when one cannot be read
   */
  public static String of(List<Path> samples) {
    List<ObjectNode> payloads = Payloads.read(samples);
    List<EventTypes.Group> groups = EventTypes.of(payloads);
    StringBuilder events = new StringBuilder();
    StringBuilder filters = new StringBuilder();
    Set<String> names = new HashSet<>();
    StringBuilder objects = new StringBuilder();
    Map<String, List<EventTypes.Group>> deals = new LinkedHashMap<>();
    for (EventTypes.Group group : groups) {
      if (kind(group) == Kind.DEALS) {
        deals.computeIfAbsent(Pieces.noun(group), noun -> new ArrayList<>()).add(group);
      }
    }
    Set<EventTypes.Group> together = new HashSet<>();
    deals.forEach(
        (noun, told) ->
            Pieces.of(noun, told)
                .map(pieces -> new ObjectDraft(pieces, values(), names))
                .ifPresent(
                    draft -> {
                      together.addAll(told);
                      objects.append(draft.objects());
                      events.append(draft.events());
                    }));
    List<EventTypes.Group> apart =
        groups.stream().filter(group -> !together.contains(group)).toList();
    String dealId = dealId(apart);
    for (EventTypes.Group group : apart) {
      String rules = rules(group, names, dealId);
      if (rules.isEmpty()) {
        filters.append(
            "  # nothing in these looks like a deal, a call, a survey or a referral; make a rule if"
                + " one is\n");
        filters.append(
            Values.filter(
                "payloads", group.when(), "not needed: " + group.types().replace('"', ' ')));
      } else {
        events.append(rules);
      }
    }
    if (events.isEmpty()) {
      filters.setLength(0);
      groups.forEach(group -> events.append(unknown(group, names)));
    }
    boolean lines = samples.stream().allMatch(SourceDraft::ofLines);
    return """
        # Drafted from samples. Each line says what it was guessed from: look at all of them.
        # Lines with %s could not be guessed; `willingly source lint` names those that are left.
        version: 1
        description: %s

        inputs:
          payloads:
            format: %s
        %s
        events:
        %s"""
        .formatted(
            MappingLint.FILL_IN,
            Values.quoted(types(groups)),
            lines ? "ndjson" : "json",
            (filters.isEmpty() ? "" : "\nfilters:\n" + filters)
                + others(groups, filters.isEmpty())
                + (objects.isEmpty() ? "" : "\nobjects:\n" + objects),
            events);
  }

  /** What the deal's id is called in all payloads of deals; null when they are of one type. */
  private static @Nullable String dealId(List<EventTypes.Group> groups) {
    Map<DealIds, String> ids = new LinkedHashMap<>();
    for (EventTypes.Group group : groups) {
      FileGuess file = Payloads.guess("payloads", group.payloads());
      if (kind(group, file) == Kind.DEALS) {
        file.as(Kind.DEALS);
        String kind = Happened.kind(group.words());
        ids.put(new DealIds(file, group.words()), kind == null ? "" : kind);
      }
    }
    return ids.size() < 2 ? null : DealIds.common(ids);
  }

  /** How to leave out what no sample is of, which nobody may want. */
  private static String others(List<EventTypes.Group> groups, boolean first) {
    List<String> known = groups.stream().map(EventTypes.Group::when).toList();
    if (known.contains("")) {
      return "";
    }
    return """
        %s# What no sample is of is rejected as NO_RULE until a rule takes it, or a filter leaves it out:
        %s#   - from: payloads
        #     when: %s
        #     reason: not needed
        """
        .formatted(
            first ? "\n" : "",
            first ? "# filters:\n" : "",
            Values.quoted("not(" + String.join(" or ", known) + ")"));
  }

  private static boolean ofLines(Path sample) {
    return sample.toString().matches(".*\\.(ndjson|jsonl)");
  }

  private static String types(List<EventTypes.Group> groups) {
    String types =
        String.join(
            ", ",
            groups.stream().map(EventTypes.Group::types).filter(type -> !type.isEmpty()).toList());
    return types.isEmpty() ? "payloads" : types;
  }

  private static String rules(EventTypes.Group group, Set<String> names, @Nullable String dealId) {
    FileGuess file = Payloads.guess("payloads", group.payloads());
    Kind kind = kind(group, file);
    file.as(kind);
    Values values = values();
    PayloadTalk talk = new PayloadTalk(file, values, group, names);
    return switch (kind) {
      case DEALS -> {
        PayloadRules rules = new PayloadRules(file, values, group, names);
        yield (dealId == null ? rules : rules.beside(dealId)).text();
      }
      case SURVEYS -> talk.survey();
      case CALLS -> talk.call();
      case REFERRALS -> talk.referral();
      case REPS, OTHER -> "";
    };
  }

  private static Kind kind(EventTypes.Group group) {
    return kind(group, Payloads.guess("payloads", group.payloads()));
  }

  /** By what its type is about; else by its values. */
  private static Kind kind(EventTypes.Group group, FileGuess file) {
    String words = group.words();
    if (words.matches(".*referr?al.*")) {
      return Kind.REFERRALS;
    }
    if (words.matches(DEALS)) {
      return Kind.DEALS;
    }
    if (words.matches(SURVEYS)) {
      return Kind.SURVEYS;
    }
    if (words.matches(CALLS)) {
      return Kind.CALLS;
    }
    file.classify();
    return file.kind() == Kind.OTHER && Happened.kind(words) != null ? Kind.DEALS : file.kind();
  }

  private static String unknown(EventTypes.Group group, Set<String> names) {
    FileGuess file = Payloads.guess("payloads", group.payloads());
    file.as(Kind.DEALS);
    return new PayloadRules(file, values(), group, names).text();
  }

  /** Nobody has corrected anything, and what is not clear is marked in the draft. */
  private static Values values() {
    return new Values(new Corrections(new HashMap<>()), new ArrayList<>(), new ArrayList<>());
  }
}
