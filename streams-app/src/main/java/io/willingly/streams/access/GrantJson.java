package io.willingly.streams.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.config.BadInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the access file.
 *
 * @param place where it is, for messages
 */
record GrantJson(String place, JsonNode entry) {
  private static final Set<String> FIELDS =
      Set.of("name", "sha256", "roles", "rep", "teams", "created", "expires");

  static ObjectNode of(Grant grant) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    Viewer viewer = grant.viewer();
    entry.put("name", viewer.name()).put("sha256", grant.sha256());
    viewer.roles().stream().sorted().map(Role::text).forEach(entry.withArray("roles")::add);
    if (viewer.rep() != null) {
      entry.put("rep", viewer.rep());
    }
    if (!viewer.teams().isEmpty()) {
      viewer.teams().stream().sorted().forEach(entry.withArray("teams")::add);
    }
    entry.put("created", grant.created().toString());
    if (grant.expires() != null) {
      entry.put("expires", grant.expires().toString());
    }
    return entry;
  }

  /**
   * Reads it.
   *
   * @throws BadInput naming the field that is wrong
   */
  Grant read() {
    for (Iterator<String> names = entry.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw wrong(name, "there is no such field");
      }
    }
    String sha256 = text("sha256");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw wrong("sha256", "expected are 64 digits of lower-case hex");
    }
    Set<Role> roles = texts("roles").stream().map(this::role).collect(Collectors.toSet());
    if (roles.isEmpty()) {
      throw wrong("roles", "expected is one at least");
    }
    String name = text("name");
    String rep = entry.has("rep") ? text("rep") : null;
    Set<String> teams = entry.has("teams") ? texts("teams") : Set.of();
    Viewer viewer;
    try {
      viewer = new Viewer(name, roles, rep, teams);
    } catch (IllegalArgumentException e) {
      throw new BadInput(place + ": " + e.getMessage(), e);
    }
    @Nullable Instant expires = entry.has("expires") ? instant("expires") : null;
    return new Grant(viewer, sha256, instant("created"), expires);
  }

  private Role role(String text) {
    try {
      return Role.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadInput("%s, field roles: %s".formatted(place, e.getMessage()), e);
    }
  }

  private String text(String field) {
    JsonNode value = entry.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw wrong(field, "expected is a text");
    }
    return value.textValue();
  }

  private Set<String> texts(String field) {
    JsonNode value = entry.path(field);
    Set<String> texts = new LinkedHashSet<>();
    for (JsonNode text : value) {
      if (!text.isTextual() || text.textValue().isBlank()) {
        throw wrong(field, "expected is a list of texts");
      }
      texts.add(text.textValue());
    }
    if (!value.isArray()) {
      throw wrong(field, "expected is a list of texts");
    }
    return texts;
  }

  private Instant instant(String field) {
    try {
      return Instant.parse(text(field));
    } catch (DateTimeException e) {
      throw new BadInput(
          "%s, field %s: expected is a time such as 2026-11-22T20:00:00Z".formatted(place, field),
          e);
    }
  }

  private BadInput wrong(String field, String expected) {
    return new BadInput("%s, field %s: %s".formatted(place, field, expected));
  }
}
