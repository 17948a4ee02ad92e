package io.willingly.connectors.pull;

import io.willingly.connectors.mapping.MappingLoader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The {@code pull.yaml} of a source, checked. */
public final class PullSpec {
  static final String FILE = "pull.yaml";

  /**
   * What differs from company to company.
   *
   * @param otherwise its value where the host gives none; null when it must
   */
  record Parameter(String description, @Nullable String otherwise) {}

  /**
   * How it asks.
   *
   * @param gap between two requests
   * @param timeout of one
   * @param patience how long it is tried again
   * @param fetch how long a webhook may wait for what it only has the id of
   * @param largest bytes of an answer
   */
  record Manners(Duration gap, Duration timeout, Duration patience, Duration fetch, int largest) {}

  private final String name;
  private final @Nullable String secret;
  private final Template base;
  private final Set<String> hosts;
  private final Map<String, Parameter> parameters;
  private final Auth auth;
  private final Manners manners;
  private final List<PullRequest> requests;
  private final List<Lookup> fetches;

  PullSpec(
      String name,
      @Nullable String secret,
      Template base,
      Set<String> hosts,
      Map<String, Parameter> parameters,
      Auth auth,
      Manners manners,
      List<PullRequest> requests,
      List<Lookup> fetches) {
    this.name = name;
    this.secret = secret;
    this.base = base;
    this.hosts = Set.copyOf(hosts);
    this.parameters = parameters;
    this.auth = auth;
    this.manners = manners;
    this.requests = List.copyOf(requests);
    this.fetches = List.copyOf(fetches);
  }

  /**
   * Reads that of a source.
   *
   * @param nameOrFolder a shipped source, or a folder
   * @return nothing when the source has none
   * @throws io.willingly.connectors.mapping.MappingException when it cannot be used, with the line
   */
  public static Optional<PullSpec> load(String nameOrFolder) {
    return MappingLoader.beside(nameOrFolder, FILE)
        .map(root -> new PullParser(nameOrFolder, root).parse());
  }

  /** Where the secret is when the host names none, such as {@code env:HUBSPOT_TOKEN}. */
  public Optional<String> secret() {
    return Optional.ofNullable(secret);
  }

  /** Whether the API wants a secret. */
  public boolean wantsSecret() {
    return auth.form() != Auth.Form.NONE;
  }

  /** Whether there is a history to read. */
  public boolean hasRequests() {
    return !requests.isEmpty();
  }

  /** Names of its requests; a key of {@link Pull} begins with one. */
  public List<String> requestNames() {
    return requests.stream().map(PullRequest::name).toList();
  }

  /** Whether webhooks of it are completed by a request. */
  public boolean hasFetch() {
    return !fetches.isEmpty();
  }

  List<PullRequest> requests() {
    return requests;
  }

  List<Lookup> fetches() {
    return fetches;
  }

  Manners manners() {
    return manners;
  }

  /**
   * The values of all parameters.
   *
   * @throws PullException when one is missing or unknown
   */
  Map<String, String> values(PullOptions options) {
    Map<String, String> values = present(options);
    parameters.forEach(
        (parameter, described) -> {
          if (!values.containsKey(parameter)) {
            throw PullException.lasting(
                "%s needs the parameter '%s': %s"
                    .formatted(name, parameter, described.description()));
          }
        });
    refuseUnknown(options);
    return values;
  }

  /**
   * The values of the parameters that have one: of a payload that is completed, not all are needed.
   *
   * @throws PullException when one is unknown
   */
  Map<String, String> given(PullOptions options) {
    refuseUnknown(options);
    return present(options);
  }

  private Map<String, String> present(PullOptions options) {
    Map<String, String> values = new LinkedHashMap<>();
    parameters.forEach(
        (parameter, described) -> {
          String value = options.parameters().getOrDefault(parameter, described.otherwise());
          if (value != null && !value.isBlank()) {
            values.put(parameter, value.strip());
          }
        });
    return values;
  }

  private void refuseUnknown(PullOptions options) {
    Set<String> unknown = new TreeSet<>(options.parameters().keySet());
    unknown.removeAll(parameters.keySet());
    if (!unknown.isEmpty()) {
      throw PullException.lasting(
          "%s has no parameter %s; it has %s"
              .formatted(
                  name,
                  String.join(", ", unknown),
                  parameters.isEmpty() ? "none" : String.join(", ", parameters.keySet())));
    }
  }

  Hosts hosts(PullOptions options, Map<String, String> values) {
    return Hosts.of(options.base() == null ? base.path(values::get) : options.base(), hosts);
  }

  Credentials credentials(PullOptions options) {
    Secret given = options.secret();
    if (wantsSecret() && given == null) {
      throw PullException.lasting(
          name
              + " needs a secret, and none is named: env:NAME of an environment variable, or"
              + " file:PATH");
    }
    return new Credentials(auth, given);
  }
}
