package io.willingly.connectors.pull;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.Expression;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of single requests.
 *
 * @param parameters names of the file's parameters
 * @param headers of all requests
 */
record CallParser(Set<String> parameters, @Nullable YamlNode headers) {
  static final List<String> SETTINGS = List.of("get", "post", "query", "headers", "body");
  private static final List<String> LOOKUP =
      List.of("when", "get", "post", "query", "headers", "body", "into", "at");

  /**
   * Reads one.
   *
   * @param known names its templates may have
   * @param pointers whether they may have values of an item
   */
  Call call(
      YamlNode where, Map<String, YamlNode> entries, Collection<String> known, boolean pointers) {
    YamlNode get = entries.get("get");
    YamlNode post = entries.get("post");
    if ((get == null) == (post == null)) {
      throw where.error("it needs either 'get' or 'post' with a path, such as get: /v1/deals");
    }
    YamlNode url = get == null ? PullParser.need(entries, "post", where) : get;
    YamlNode body = entries.get("body");
    if (body != null && post == null) {
      throw body.error("a 'get' has no body; is it a 'post'?");
    }
    Map<String, Template> given = new LinkedHashMap<>();
    headers(headers, parameters, false, given);
    headers(entries.get("headers"), known, pointers, given);
    JsonNode json = null;
    Map<String, Template> texts = new HashMap<>();
    if (body != null) {
      json = json(body);
      texts(body, json, known, pointers, texts);
    }
    return new Call(
        get == null ? "POST" : "GET",
        url(url, known, pointers),
        query(entries.get("query"), known, pointers),
        given,
        json,
        texts);
  }

  private static Template url(YamlNode node, Collection<String> known, boolean pointers) {
    String text = node.text();
    boolean path = text.startsWith("/") && !text.startsWith("//");
    if (!path && !text.matches("https://[a-z0-9.-]+(/.*)?")) {
      throw node.error(
          "'%s' is neither a path below 'base', such as /v1/deals, nor an https address"
              .formatted(text));
    }
    return Template.parse(node, text, known, pointers);
  }

  private static Map<String, List<Template>> query(
      @Nullable YamlNode node, Collection<String> known, boolean pointers) {
    Map<String, List<Template>> query = new LinkedHashMap<>();
    if (node != null) {
      node.map()
          .forEach(
              (name, value) ->
                  query.put(
                      name,
                      (value.isList() ? value.list() : List.of(value))
                          .stream()
                              .map(one -> Template.parse(one, one.text(), known, pointers))
                              .toList()));
    }
    return query;
  }

  private static void headers(
      @Nullable YamlNode node,
      Collection<String> known,
      boolean pointers,
      Map<String, Template> into) {
    if (node != null) {
      node.map()
          .forEach(
              (name, value) -> {
                if (name.equalsIgnoreCase("Authorization")) {
                  throw value.error("the secret is no header of the file; say how under 'auth'");
                }
                into.put(name, Template.parse(value, value.text(), known, pointers));
              });
    }
  }

  private static JsonNode json(YamlNode node) {
    try {
      return Mapping.payload(node.text().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw node.error("the body is not JSON: " + problem);
    }
  }

  private static void texts(
      YamlNode where,
      JsonNode json,
      Collection<String> known,
      boolean pointers,
      Map<String, Template> into) {
    if (json.isTextual()) {
      into.put(json.textValue(), Template.parse(where, json.textValue(), known, pointers));
    }
    json.forEach(part -> texts(where, part, known, pointers, into));
  }

  /**
   * Reads a request for what an item only has the id of.
   *
   * @param into member of the item that takes the answer; null when the setting says
   */
  Lookup lookup(YamlNode node, @Nullable String into) {
    Map<String, YamlNode> entries = node.map(LOOKUP);
    YamlNode own = entries.get("into");
    if (own != null && into != null) {
      throw own.error("'follow' names it already; remove it");
    }
    YamlNode when = entries.get("when");
    YamlNode at = entries.get("at");
    return new Lookup(
        own == null ? into : own.text(),
        when == null ? null : Expression.compile(when),
        call(node, entries, parameters, true),
        at == null ? JsonPointer.empty() : PullParser.pointer(at));
  }
}
