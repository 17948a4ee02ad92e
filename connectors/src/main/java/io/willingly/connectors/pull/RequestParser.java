package io.willingly.connectors.pull;

import com.fasterxml.jackson.core.JsonPointer;
import io.willingly.connectors.mapping.Expression;
import io.willingly.connectors.mapping.Names;
import io.willingly.connectors.mapping.TimeFormat;
import io.willingly.connectors.mapping.YamlNode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads an entry of {@code requests}.
 *
 * @param calls reads what is asked
 */
record RequestParser(CallParser calls) {
  /** Values that only a request has. */
  static final List<String> VALUES =
      List.of(PullParser.SINCE, Next.CURSOR, Next.PAGE, Next.OFFSET, PullParser.STARTED);

  private static final List<String> OWN =
      List.of("repeat", "items", "since", "next", "none", "until", "follow", "payload");
  private static final List<String> NEXT =
      List.of("cursor", "url", "link", "last", "while", "page", "offset", "first");
  private static final List<String> SINCE = List.of("at", "format", "send", "overlap", "order");

  PullRequest parse(String name, YamlNode node) {
    if (!name.matches("[a-z][a-z0-9_-]*")) {
      throw node.error("name of a request is lower case, found '" + name + "'");
    }
    List<String> settings = new ArrayList<>(CallParser.SETTINGS);
    settings.addAll(OWN);
    Map<String, YamlNode> entries = node.map(settings);
    YamlNode repeat = entries.get("repeat");
    if (repeat != null && !calls.parameters().contains(repeat.text())) {
      throw repeat.error(
          "no parameter is called '%s'%s"
              .formatted(repeat.text(), Names.near(repeat.text(), calls.parameters())));
    }
    Since since =
        entries.containsKey("since") ? since(PullParser.need(entries, "since", node)) : null;
    YamlNode nextNode = entries.get("next");
    Next next = nextNode == null ? new Next.None() : next(nextNode, nextNode.map(NEXT));
    Set<String> known = new TreeSet<>(calls.parameters());
    if (since != null) {
      known.add(PullParser.SINCE);
      known.add(PullParser.STARTED);
    }
    VALUES.stream().filter(value -> has(next, value)).forEach(known::add);
    YamlNode until = entries.get("until");
    YamlNode payload = entries.get("payload");
    return new PullRequest(
        name,
        repeat == null ? null : repeat.text(),
        calls.call(node, entries, known, false),
        PullParser.pointer(PullParser.need(entries, "items", node)),
        since,
        next,
        none(entries.get("none")),
        until == null ? null : Expression.compile(until),
        follow(entries.get("follow")),
        payload == null ? null : Expression.compile(payload));
  }

  private static boolean has(Next next, String value) {
    if (next instanceof Next.Page) {
      return value.equals(Next.PAGE);
    }
    if (next instanceof Next.Offset) {
      return value.equals(Next.OFFSET);
    }
    return (next instanceof Next.Cursor || next instanceof Next.Last) && value.equals(Next.CURSOR);
  }

  private static Next next(YamlNode node, Map<String, YamlNode> entries) {
    YamlNode more = entries.get("while");
    YamlNode first = entries.get("first");
    List<String> forms =
        entries.keySet().stream()
            .filter(setting -> !setting.equals("first") && !setting.equals("while"))
            .toList();
    if (forms.size() != 1 || (entries.size() > 1 && !forms.contains("last"))) {
      throw node.error(
          "next is one of cursor, url, link, page, offset, and last, which may have while and"
              + " first, found "
              + (entries.isEmpty() ? "nothing" : String.join(", ", entries.keySet())));
    }
    YamlNode form = PullParser.need(entries, forms.get(0), node);
    return switch (forms.get(0)) {
      case "cursor" -> new Next.Cursor(PullParser.pointer(form));
      case "url" -> new Next.Url(PullParser.pointer(form));
      case "link" -> new Next.Link(form.text());
      case "page" -> new Next.Page(PullParser.number(form, 0, 1));
      case "offset" -> new Next.Offset(PullParser.number(form, 0, 1));
      default ->
          new Next.Last(
              PullParser.pointer(form),
              more == null ? null : PullParser.pointer(more),
              first == null ? null : first.text());
    };
  }

  private static Set<Integer> none(@Nullable YamlNode node) {
    Set<Integer> none = new TreeSet<>();
    for (YamlNode status : node == null ? List.<YamlNode>of() : node.list()) {
      none.add((int) PullParser.number(status, 400, 499));
    }
    return none;
  }

  private static Since since(YamlNode node) {
    Map<String, YamlNode> entries = node.map(SINCE);
    YamlNode at = entries.get("at");
    YamlNode send = entries.get("send");
    YamlNode order = entries.get("order");
    TimeFormat format = format(entries.get("format"), node);
    if (order != null && !order.text().equals("descending")) {
      throw order.error("order is descending or left out, found '" + order.text() + "'");
    }
    if (order != null && at == null) {
      throw order.error("'order' is that of the times at 'at'; add it");
    }
    JsonPointer pointer = at == null ? null : PullParser.pointer(at);
    return new Since(
        pointer,
        format,
        send == null ? format : format(send, send),
        PullParser.duration(entries.get("overlap"), Duration.ofMinutes(10)),
        order != null);
  }

  private static TimeFormat format(@Nullable YamlNode node, YamlNode where) {
    return node == null
        ? TimeFormat.of("iso", ZoneOffset.UTC, where)
        : TimeFormat.of(node.text(), ZoneOffset.UTC, node);
  }

  private List<Lookup> follow(@Nullable YamlNode node) {
    List<Lookup> follow = new ArrayList<>();
    if (node != null) {
      node.map().forEach((into, lookup) -> follow.add(calls.lookup(lookup, into)));
    }
    return follow;
  }
}
