package io.willingly.connectors.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A request with places for values.
 *
 * @param url a path below the base, or a whole address
 * @param query parameters; one is left out where its value is absent
 * @param body JSON, of which texts are templates
 * @param texts the templates of the body's texts
 */
record Call(
    String method,
    Template url,
    Map<String, List<Template>> query,
    Map<String, Template> headers,
    @Nullable JsonNode body,
    Map<String, Template> texts) {

  Ask ask(Hosts hosts, Template.Values values) {
    String address = url.path(values);
    StringJoiner pairs = new StringJoiner("&");
    query.forEach(
        (name, templates) -> {
          for (Template template : templates) {
            String value = template.text(values);
            if (value != null) {
              pairs.add(Template.encoded(name) + "=" + Template.encoded(value));
            }
          }
        });
    String separator = address.contains("?") ? "&" : "?";
    return at(hosts.address(pairs.length() == 0 ? address : address + separator + pairs), values);
  }

  /** The same at another address, which has its query already. */
  Ask at(URI uri, Template.Values values) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("Accept", "application/json");
    headers.forEach(
        (name, template) -> {
          String value = template.text(values);
          if (value != null) {
            given.put(name, value);
          }
        });
    if (body == null) {
      return new Ask(method, uri, given, null);
    }
    given.putIfAbsent("Content-Type", "application/json");
    return new Ask(method, uri, given, String.valueOf(filled(body, values)));
  }

  /** A copy with values; null where there is none, so that its member is left out. */
  private @Nullable JsonNode filled(JsonNode node, Template.Values values) {
    if (node.isTextual()) {
      Template template = texts.get(node.textValue());
      String text = template == null ? node.textValue() : template.text(values);
      boolean number = template != null && (template.only(Next.PAGE) || template.only(Next.OFFSET));
      return text == null
          ? null
          : number
              ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
              : TextNode.valueOf(text);
    }
    if (node.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(
              member -> {
                JsonNode value = filled(member.getValue(), values);
                if (value != null) {
                  copy.set(member.getKey(), value);
                }
              });
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      for (JsonNode element : node) {
        JsonNode value = filled(element, values);
        if (value != null) {
          copy.add(value);
        }
      }
      return copy;
    }
    return node;
  }
}
