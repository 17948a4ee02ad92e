package io.willingly.connectors.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import io.willingly.connectors.mapping.YamlNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code webhook.yaml}; a mistake is one message with file, line and what to do. */
final class WebhookParser {
  private static final List<String> PROOFS =
      List.of("signature", "jwt", "basic", "token", "unsigned");
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smh])");
  private static final Pattern LEFT_OVER = Pattern.compile("\\{[^}]*}?");

  private WebhookParser() {}

  static Webhook parse(YamlNode file) {
    Map<String, YamlNode> entries =
        file.map(Stream.concat(PROOFS.stream(), Stream.of("challenge", "headers")).toList());
    List<String> given = PROOFS.stream().filter(entries::containsKey).toList();
    if (given.size() != 1) {
      throw file.error(
          "give exactly one of signature, jwt, basic, token or unsigned, found "
              + (given.isEmpty() ? "none" : given));
    }
    YamlNode node = need(entries, given.get(0), file);
    Proof proof =
        switch (given.get(0)) {
          case "signature" -> signature(node);
          case "jwt" -> jwt(node);
          case "basic" -> basic(node);
          case "token" -> token(node);
          default -> new Unsigned(words(node));
        };
    YamlNode challenge = entries.get("challenge");
    YamlNode headers = entries.get("headers");
    return new Webhook(
        proof,
        challenge == null ? null : challenge(challenge, proof),
        headers == null ? List.of() : headers(headers, proof));
  }

  private static BasicProof basic(YamlNode node) {
    if (!node.isNothing() && !(node.isMap() && node.map().isEmpty())) {
      throw node.error(
          "'basic' has no settings: write 'basic: {}', and give user:password as the secret");
    }
    return new BasicProof();
  }

  private static Proof token(YamlNode node) {
    Map<String, YamlNode> entries = node.map(List.of("at", "header", "take"));
    if (entries.containsKey("at") == entries.containsKey("header")) {
      throw node.error(
          "'token' needs either 'at', a member of the body, or 'header', the name of a header");
    }
    return entries.containsKey("at")
        ? new TokenProof(below(node.map(List.of("at")), "at", node))
        : new HeaderTokenProof(header(entries, node));
  }

  private static List<String> headers(YamlNode node, Proof proof) {
    String secret =
        proof instanceof BasicProof
            ? BasicProof.HEADER
            : proof instanceof HeaderTokenProof token ? token.header().name() : "";
    for (YamlNode name : node.list()) {
      if (name.text().equalsIgnoreCase(secret)) {
        throw name.error(
            "the header %s holds the secret, which would be kept with each payload; leave it out"
                .formatted(name.text()));
      }
    }
    return node.texts();
  }

  private static HmacProof signature(YamlNode node) {
    Map<String, YamlNode> entries =
        node.map(List.of("header", "take", "algorithm", "encoding", "signed", "key", "timestamp"));
    YamlNode time = entries.get("timestamp");
    Timestamp timestamp = time == null ? null : timestamp(time);
    YamlNode template = entries.get("signed");
    Signed signed = template == null ? Signed.parse("{body}") : signed(template, timestamp);
    return new HmacProof(
        header(entries, node),
        oneOf(need(entries, "algorithm", node), "HmacSHA256", "HmacSHA1", "HmacSHA512"),
        oneOf(need(entries, "encoding", node), "hex", "base64").equals("hex"),
        signed,
        entries.containsKey("key") && oneOf(entries.get("key"), "text", "base64").equals("base64"),
        timestamp);
  }

  private static Signed signed(YamlNode node, @Nullable Timestamp timestamp) {
    Signed signed = Signed.parse(node.text());
    for (Signed.Part part : signed.parts()) {
      Matcher unknown = LEFT_OVER.matcher(part.text());
      if (part.kind() == Signed.Kind.TEXT && unknown.find()) {
        throw node.error(
            "'signed' has no part %s; there are {body}, {timestamp}, {method}, {url} and {header:NAME}"
                .formatted(unknown.group()));
      }
    }
    if (!signed.has(Signed.Kind.BODY)) {
      throw node.error("'signed' lacks {body}: any body would pass");
    }
    if (signed.has(Signed.Kind.TIMESTAMP) != (timestamp != null)) {
      throw node.error(
          timestamp == null
              ? "'signed' has {timestamp}: add 'timestamp' with the header where it is"
              : "'signed' lacks {timestamp}: one that is not signed proves nothing; leave 'timestamp' out");
    }
    return signed;
  }

  private static Timestamp timestamp(YamlNode node) {
    Map<String, YamlNode> entries = node.map(List.of("header", "take", "unit", "tolerance"));
    YamlNode tolerance = entries.get("tolerance");
    return new Timestamp(
        header(entries, node),
        Timestamp.Unit.valueOf(
            oneOf(need(entries, "unit", node), "s", "ms", "iso").toUpperCase(Locale.ROOT)),
        tolerance == null ? TOLERANCE : duration(tolerance));
  }

  private static JwtProof jwt(YamlNode node) {
    Map<String, YamlNode> entries =
        node.map(List.of("header", "algorithm", "url-claim", "body-claim"));
    oneOf(need(entries, "algorithm", node), "RS256");
    return new JwtProof(
        need(entries, "header", node).text(),
        text(entries.get("url-claim")),
        text(entries.get("body-claim")));
  }

  private static Challenge challenge(YamlNode node, Proof proof) {
    Map<String, YamlNode> entries = node.map(List.of("at", "is", "sign", "reply"));
    Map<String, String> reply = new LinkedHashMap<>();
    need(entries, "reply", node).map().forEach((name, value) -> reply.put(name, value.text()));
    if (!(proof instanceof HmacProof)
        && reply.values().stream().anyMatch(text -> text.contains(Challenge.SIGNATURE))) {
      throw node.error("{signature} in 'reply' needs 'signature': there is no secret to sign with");
    }
    return new Challenge(
        pointer(entries, "at", node),
        need(entries, "is", node).text(),
        pointer(entries, "sign", node),
        reply);
  }

  private static Header header(Map<String, YamlNode> entries, YamlNode node) {
    YamlNode take = entries.get("take");
    return new Header(need(entries, "header", node).text(), take == null ? null : pattern(take));
  }

  private static Pattern pattern(YamlNode node) {
    try {
      Pattern pattern = Pattern.compile(node.text());
      if (pattern.matcher("").groupCount() != 1) {
        throw node.error("'take' needs exactly one group: put ( ) around what is meant");
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw node.error("'take' is no regular expression: " + e.getDescription());
    }
  }

  /** A pointer to a member of the body, not to the body itself. */
  private static JsonPointer below(Map<String, YamlNode> entries, String name, YamlNode node) {
    JsonPointer pointer = pointer(entries, name, node);
    if (pointer.matches() || pointer.last().getMatchingProperty().isEmpty()) {
      throw node.error("'%s' must name a member of the body, such as /token".formatted(name));
    }
    return pointer;
  }

  private static JsonPointer pointer(Map<String, YamlNode> entries, String name, YamlNode node) {
    YamlNode value = need(entries, name, node);
    try {
      return JsonPointer.compile(value.text());
    } catch (IllegalArgumentException e) {
      throw value.error("'%s' is a JSON pointer such as /payload/id".formatted(name));
    }
  }

  private static Duration duration(YamlNode node) {
    Matcher duration = DURATION.matcher(node.text());
    if (!duration.matches()) {
      throw node.error("expected a time such as 300s, 5m or 1h, found '" + node.text() + "'");
    }
    long amount = Long.parseLong(duration.group(1));
    return switch (duration.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static String words(YamlNode node) {
    if (node.isNothing() || node.text().isBlank()) {
      throw node.error("'unsigned' needs the reason, in words, why posts of anybody are taken");
    }
    return node.text();
  }

  private static String oneOf(YamlNode node, String... allowed) {
    for (String one : allowed) {
      if (one.equals(node.text())) {
        return one;
      }
    }
    throw node.error("expected " + String.join(" or ", allowed) + ", found '" + node.text() + "'");
  }

  private static @Nullable String text(@Nullable YamlNode node) {
    return node == null ? null : node.text();
  }

  private static YamlNode need(Map<String, YamlNode> entries, String name, YamlNode node) {
    YamlNode value = entries.get(name);
    if (value == null) {
      throw node.error("'" + name + "' is missing");
    }
    return value;
  }
}
