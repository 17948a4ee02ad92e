package io.willingly.streams.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.webhook.ListenerSettings;
import io.willingly.connectors.webhook.Secrets;
import io.willingly.connectors.webhook.Webhook;
import io.willingly.streams.assemble.AliasTopic;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly listen}: takes the posts of a source, without Docker and Kafka Connect. */
@Command(
    name = "listen",
    description = {
      "Take the posts of a source over HTTP until stopped, map them and have them counted. A post"
          + " is answered 2xx only when the broker has it. Prints the address to give to the"
          + " source, what became of the first post, and a line for each one."
    },
    mixinStandardHelpOptions = true)
final class ListenCommand implements Callable<Integer> {
  private final Host host;

  @Mixin SettingsOptions options = new SettingsOptions();

  @Mixin ClusterOption cluster = new ClusterOption();

  @Mixin SourceOption source = new SourceOption();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  String address = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on; 0 for any that is free (default: ${DEFAULT-VALUE}).")
  int port = 8085;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = {
        "The whole address that the source is given, before any proxy or tunnel. Needed where the"
            + " source signs it."
      })
  String publicUrl = "";

  @Option(
      names = "--secret-env",
      paramLabel = "NAME",
      description = "Environment variable with the secret of the source; again for another one.")
  List<String> variables = List.of();

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "File with the secret, such as a public key; again for another one.")
  List<Path> files = List.of();

  @Mixin FetchOptions fetch = new FetchOptions();

  @Option(
      names = "--posts",
      paramLabel = "N",
      description = "Stop when so many posts are kept (default: never).")
  long posts = Long.MAX_VALUE;

  ListenCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Settings settings = host.settings(options, cluster.flags());
    // Refused before anything is started.
    Webhook webhook = webhook();
    Secrets secrets = secrets();
    check(webhook, secrets);
    UnaryOperator<JsonNode> completion = fetch.completion(source.name, host.environment());
    Mapping checked = mapping(settings.definition().zone());
    String instance = source.instance(checked);
    Duration commit = Duration.ofMillis(settings.pipeline().commitIntervalMillis());
    try (Counting session = host.counting(settings, new Purpose("listen", commit))) {
      if (checked.assembles()) {
        session.assemble();
      }
      Map<String, Object> client = settings.kafka().clientOf(session.bootstrapServers());
      Cluster known = new Cluster(client, session.schemaIds());
      try (EventProducer producer = new EventProducer(client, session.schemaIds());
          Listening listening =
              new Listening(
                  host,
                  session,
                  producer,
                  new AliasTopic(known, host.clock()),
                  new Listening.Source(
                      webhook, secrets, completion, mapping(session.zone()), instance),
                  listener(instance))) {
        return listening.run(posts) ? 0 : CommandLineApp.FAILURE;
      }
    }
  }

  private ListenerSettings listener(String instance) {
    return new ListenerSettings(
        address,
        port,
        ListenerSettings.path(instance),
        publicUrl,
        ListenerSettings.MAX_BODY,
        ListenerSettings.READING,
        ListenerSettings.PATIENCE,
        ListenerSettings.WAITING);
  }

  private Mapping mapping(ZoneId zone) {
    try {
      Mapping mapping = new MappingLoader(zone).load(source.name);
      mapping.requirePayloads();
      return mapping;
    } catch (MappingException | InputException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private Webhook webhook() {
    try {
      return Webhook.load(source.name);
    } catch (MappingException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private void check(Webhook webhook, Secrets secrets) {
    try {
      webhook.verifier(secrets);
    } catch (IllegalArgumentException e) {
      throw new BadInput(e.getMessage() + ": --secret-env or --secret-file", e);
    }
    if (webhook.needsUrl() && publicUrl.isEmpty()) {
      throw new BadInput(
          source.name
              + " signs the address it posts to: name it with --public-url, as it is given there");
    }
  }

  private Secrets secrets() {
    Secrets all = new Secrets(List.of());
    for (String variable : variables) {
      String value = host.environment().get(variable);
      if (value == null) {
        throw new BadInput("--secret-env: there is no environment variable " + variable);
      }
      all = all.and(Secrets.parse(value));
    }
    for (Path file : files) {
      try {
        all = all.and(Secrets.parse(Files.readString(file)));
      } catch (IOException e) {
        throw new UncheckedIOException("--secret-file: cannot read " + file, e);
      }
    }
    return all;
  }
}
