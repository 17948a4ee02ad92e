package io.willingly.connectors.pull;

import com.fasterxml.jackson.core.JsonPointer;
import io.willingly.connectors.mapping.YamlNode;
import io.willingly.connectors.pull.PullSpec.Manners;
import io.willingly.connectors.pull.PullSpec.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@code pull.yaml}; each mistake is told with file, line, column and cure. */
final class PullParser {
  /** Name of the value from when on changes are asked for. */
  static final String SINCE = "since";

  /** Name of the value until when they are: the beginning of the reading, on all its pages. */
  static final String STARTED = "started";

  /** Member of a payload that names the request it is of. */
  static final String REQUEST = "_request";

  /** Member of a payload: when it was asked for. What it tells was so then, or since. */
  static final String ASKED = "_asked";

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");
  private static final List<String> SETTINGS =
      List.of(
          "description",
          "secret",
          "base",
          "hosts",
          "parameters",
          "auth",
          "headers",
          "rate",
          "timeout",
          "patience",
          "largest-answer-mib",
          "requests",
          "fetch",
          "fetch-within",
          "shared");
  private static final List<String> PARAMETER = List.of("description", "default");

  private final String name;
  private final YamlNode root;

  PullParser(String name, YamlNode root) {
    this.name = name;
    this.root = root;
  }

  PullSpec parse() {
    // 'shared' holds anchors for other places to merge; nothing reads it as such.
    Map<String, YamlNode> entries = root.map(SETTINGS);
    Map<String, Parameter> parameters = parameters(entries.get("parameters"));
    YamlNode secret = entries.get("secret");
    if (secret != null && !secret.text().matches("(env|file):.+")) {
      throw secret.error(
          "a secret is named, never written: env:NAME of an environment variable, or file:PATH");
    }
    YamlNode base = need(entries, "base", root);
    if (!base.text().startsWith("https://")) {
      throw base.error("base must begin with https://, such as https://api.example.com");
    }
    YamlNode hosts = entries.get("hosts");
    CallParser calls = new CallParser(parameters.keySet(), entries.get("headers"));
    List<PullRequest> requests = new ArrayList<>();
    YamlNode requestNodes = entries.get("requests");
    if (requestNodes != null) {
      requestNodes
          .map()
          .forEach((key, node) -> requests.add(new RequestParser(calls).parse(key, node)));
    }
    List<Lookup> fetches = new ArrayList<>();
    YamlNode fetchNodes = entries.get("fetch");
    for (YamlNode node : fetchNodes == null ? List.<YamlNode>of() : fetchNodes.list()) {
      fetches.add(calls.lookup(node, null));
    }
    if (requests.isEmpty() && fetches.isEmpty()) {
      throw root.error("there is nothing to read; it needs 'requests' or 'fetch'");
    }
    return new PullSpec(
        name,
        secret == null ? null : secret.text(),
        Template.parse(base, base.text(), parameters.keySet(), false),
        hosts == null ? Set.of() : hosts(hosts),
        parameters,
        auth(need(entries, "auth", root)),
        manners(entries),
        requests,
        fetches);
  }

  private static Set<String> hosts(YamlNode node) {
    Set<String> hosts = new TreeSet<>();
    for (YamlNode host : node.list()) {
      if (!host.text().matches("[a-z0-9.-]+")) {
        throw host.error(
            "'%s' is no host, such as files.example.com, in lower case".formatted(host.text()));
      }
      hosts.add(host.text());
    }
    return hosts;
  }

  private static Map<String, Parameter> parameters(@Nullable YamlNode node) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    if (node != null) {
      node.map()
          .forEach(
              (name, given) -> {
                if (!name.matches("[a-z][a-z0-9-]*") || reserved(name)) {
                  throw given.error(
                      "name of a parameter is lower case, and not %s, found '%s'"
                          .formatted(String.join(", ", RequestParser.VALUES), name));
                }
                Map<String, YamlNode> entries = given.map(PARAMETER);
                YamlNode otherwise = entries.get("default");
                parameters.put(
                    name,
                    new Parameter(
                        need(entries, "description", given).text(),
                        otherwise == null ? null : otherwise.text()));
              });
    }
    return parameters;
  }

  private static boolean reserved(String name) {
    return RequestParser.VALUES.contains(name);
  }

  private static Auth auth(YamlNode node) {
    if (node.isScalar()) {
      return switch (node.text()) {
        case "none" -> new Auth(Auth.Form.NONE, "", "");
        case "bearer" -> new Auth(Auth.Form.BEARER, "", "");
        case "basic" -> new Auth(Auth.Form.BASIC, "", "");
        default -> throw node.error(authForms(node.text()));
      };
    }
    Map<String, YamlNode> entries =
        node.map(List.of("header", "prefix", "query", "client-credentials"));
    YamlNode header = entries.get("header");
    YamlNode query = entries.get("query");
    YamlNode prefix = entries.get("prefix");
    if (entries.size() - (prefix == null ? 0 : 1) != 1 || (prefix != null && header == null)) {
      throw node.error(authForms(String.join(", ", entries.keySet())));
    }
    if (header != null) {
      return new Auth(Auth.Form.HEADER, header.text(), prefix == null ? "" : prefix.text());
    }
    return query != null
        ? new Auth(Auth.Form.QUERY, query.text(), "")
        : new Auth(
            Auth.Form.CLIENT_CREDENTIALS, need(entries, "client-credentials", node).text(), "");
  }

  private static String authForms(String found) {
    return "auth is one of none, bearer, basic, {header: NAME}, {query: NAME} and"
        + " {client-credentials: /PATH/OF/TOKEN}, found '"
        + found
        + "'";
  }

  private static Manners manners(Map<String, YamlNode> entries) {
    YamlNode rate = entries.get("rate");
    YamlNode largest = entries.get("largest-answer-mib");
    return new Manners(
        rate == null ? Duration.ofMillis(500) : gap(rate),
        duration(entries.get("timeout"), Duration.ofSeconds(30)),
        duration(entries.get("patience"), Duration.ofMinutes(5)),
        duration(entries.get("fetch-within"), Duration.ofSeconds(8)),
        (largest == null ? 16 : (int) number(largest, 1, 1024)) << 20);
  }

  private static Duration gap(YamlNode node) {
    if (!node.text().matches("\\d{1,4}(\\.\\d{1,3})?") || Double.parseDouble(node.text()) < 0.001) {
      throw node.error("rate is requests a second, such as 4 or 0.5, found '" + node.text() + "'");
    }
    return Duration.ofNanos((long) (1e9 / Double.parseDouble(node.text())));
  }

  static Duration duration(@Nullable YamlNode node, Duration otherwise) {
    if (node == null) {
      return otherwise;
    }
    Matcher duration = DURATION.matcher(node.text());
    if (!duration.matches()) {
      throw node.error("'" + node.text() + "' is no duration such as 30s, 10m, 2h or 1d");
    }
    long count = Long.parseLong(duration.group(1));
    return switch (duration.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  static long number(YamlNode node, long least, long most) {
    if (node.text().matches("\\d{1,9}")) {
      long number = Long.parseLong(node.text());
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw node.error(
        "expected a whole number from %d to %d, found '%s'".formatted(least, most, node.text()));
  }

  static JsonPointer pointer(YamlNode node) {
    try {
      return JsonPointer.compile(node.text());
    } catch (IllegalArgumentException e) {
      throw node.error(
          "'" + node.text() + "' is no JSON pointer; one begins with '/', such as /paging/next");
    }
  }

  static YamlNode need(Map<String, YamlNode> entries, String setting, YamlNode where) {
    YamlNode node = entries.get(setting);
    if (node == null) {
      throw where.error("'" + setting + "' is missing; add it");
    }
    return node;
  }
}
