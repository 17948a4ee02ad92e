package io.willingly.connectors.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a source signs.
 *
 * @param parts in their order
 */
record Signed(List<Part> parts) {

  /** A piece of what is signed. */
  record Part(Kind kind, String text) {}

  /** What a piece is. */
  enum Kind {
    TEXT,
    BODY,
    TIMESTAMP,
    METHOD,
    URL,
    HEADER
  }

  private static final Pattern PART =
      Pattern.compile("\\{(body|timestamp|method|url|header:([A-Za-z0-9-]+))}");

  /** The escapes that HubSpot undoes before it signs a URL; it leaves all others as they are. */
  private static final Map<String, String> DECODED =
      Map.ofEntries(
          Map.entry("3A", ":"),
          Map.entry("2F", "/"),
          Map.entry("3F", "?"),
          Map.entry("40", "@"),
          Map.entry("21", "!"),
          Map.entry("24", "$"),
          Map.entry("27", "'"),
          Map.entry("28", "("),
          Map.entry("29", ")"),
          Map.entry("2A", "*"),
          Map.entry("2C", ","),
          Map.entry("3B", ";"));

  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

  /** Reads a template such as <code>{timestamp}.{body}</code>. */
  static Signed parse(String template) {
    List<Part> parts = new ArrayList<>();
    Matcher part = PART.matcher(template);
    int end = 0;
    while (part.find()) {
      parts.add(new Part(Kind.TEXT, template.substring(end, part.start())));
      parts.add(
          part.group(2) == null
              ? new Part(Kind.valueOf(part.group(1).toUpperCase(Locale.ROOT)), "")
              : new Part(Kind.HEADER, part.group(2)));
      end = part.end();
    }
    parts.add(new Part(Kind.TEXT, template.substring(end)));
    return new Signed(List.copyOf(parts));
  }

  boolean has(Kind kind) {
    return parts.stream().anyMatch(part -> part.kind() == kind);
  }

  /** The first header that is part of what is signed and that the post lacks; null when none. */
  @Nullable String missing(Post post) {
    return parts.stream()
        .filter(part -> part.kind() == Kind.HEADER && post.header(part.text()).isEmpty())
        .map(Part::text)
        .findFirst()
        .orElse(null);
  }

  /** The bytes that are signed. */
  byte[] bytes(Post post, String timestamp) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(post.body().length + 64);
    for (Part part : parts) {
      bytes.writeBytes(
          switch (part.kind()) {
            case BODY -> post.body();
            case TEXT -> utf8(part.text());
            case TIMESTAMP -> utf8(timestamp);
            case METHOD -> utf8(post.method());
            case URL -> utf8(decoded(post.url()));
            case HEADER -> utf8(post.header(part.text()).get(0).strip());
          });
    }
    return bytes.toByteArray();
  }

  private static String decoded(String url) {
    return ESCAPE
        .matcher(url)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    DECODED.getOrDefault(
                        escape.group(1).toUpperCase(Locale.ROOT), escape.group())));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
