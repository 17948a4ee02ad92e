package io.willingly.streams.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.pull.PullException;
import io.willingly.connectors.webhook.Post;
import io.willingly.connectors.webhook.Secrets;
import io.willingly.connectors.webhook.Verdict;
import io.willingly.connectors.webhook.Webhook;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.streams.assemble.AliasTopic;
import io.willingly.streams.assemble.ObjectPreview;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code willingly send}: one payload, all the way. */
@Command(
    name = "send",
    description = {
      "Send a payload as a webhook would bring it, and print what became of it.",
      "With --dry-run nothing is sent: it is verified, mapped and checked as the pipeline would, and"
          + " printed are its records, what would become of them and which numbers would change."
    },
    mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
  private final Host host;

  /** What a mapping makes of the payload, for a source instance. */
  private interface Rows {
    List<RowOutcome> of(Mapping mapping, String instance);
  }

  @Mixin SessionOptions ask = new SessionOptions();

  @Mixin SourceOption source = new SourceOption();

  @Option(names = "--dry-run", description = "Send nothing; print what would happen.")
  boolean dryRun;

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      description = "A header of the post: then it is verified by the source's webhook.yaml.")
  List<String> headers = List.of();

  @Option(
      names = "--secret-env",
      paramLabel = "VARIABLE",
      description = "Environment variable with the secret, for --header.")
  @Nullable String secret;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The public address of the webhook, where it is signed too.")
  String url = "";

  @Mixin FetchOptions fetch = new FetchOptions();

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Parameters(paramLabel = "FILE", description = "a payload, or an array of payloads")
  Path file = Path.of("");

  SendCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    InputPaths.requireReadable(List.of(file));
    byte[] body;
    try {
      body = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    JsonNode payload = payload(body);
    Webhook webhook = webhook();
    Post post = new Post("POST", url, given(), body, host.clock().instant());
    String verified = "not verified: no --header is given";
    if (webhook != null && !headers.isEmpty()) {
      verify(webhook, post);
      verified = "verified by webhook.yaml";
    }
    UnaryOperator<JsonNode> completion = fetch.completion(source.name, host.environment());
    Rows rows =
        (mapping, instance) ->
            webhook == null
                ? mapping.apply(payload, instance)
                : webhook.rows(post, mapping, instance, completion);
    String said = verified;
    return ask.anew(host, "send", session -> deliver(session, rows, said));
  }

  private JsonNode payload(byte[] body) {
    try {
      return Mapping.payload(body);
    } catch (JsonProcessingException e) {
      throw new BadInput(file + ": not valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** That of the source; null when it has none and no header is to be verified. */
  private @Nullable Webhook webhook() {
    try {
      return headers.isEmpty()
          ? MappingLoader.beside(source.name, "webhook.yaml").map(Webhook::parse).orElse(null)
          : Webhook.load(source.name);
    } catch (MappingException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private Map<String, List<String>> given() {
    Map<String, List<String>> given = new HashMap<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw new BadInput("'%s' is no header: write 'NAME: VALUE'".formatted(header));
      }
      given
          .computeIfAbsent(header.substring(0, colon).strip(), name -> new ArrayList<>())
          .add(header.substring(colon + 1).strip());
    }
    return given;
  }

  /** Asks what the webhook would say of the post. */
  private void verify(Webhook webhook, Post post) {
    String value = secret == null ? "" : host.environment().getOrDefault(secret, "");
    try {
      if (webhook.verifier(Secrets.parse(value)).verify(post) instanceof Verdict.Refused refused) {
        throw new BadInput("the webhook would refuse it: " + refused.message());
      }
    } catch (IllegalArgumentException e) {
      throw new BadInput(e.getMessage() + ": name its variable with --secret-env", e);
    }
  }

  private int deliver(Session session, Rows made, String verified) {
    Mapping mapping = ReplayRun.mapping(source.name, session.zone());
    String instance = source.instance(mapping);
    long run = host.clock().millis();
    Cluster cluster = ask.cluster(host, session);
    SentRows rows = new SentRows(cluster, mapping, instance, new Delivery(run, run));
    try {
      made.of(mapping, instance).forEach(rows::add);
    } catch (InputException | PullException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
    ObjectNode told = JsonNodeFactory.instance.objectNode().put("verified", verified);
    told.set("rows", rows.json());
    boolean all = true;
    boolean objects = rows.mapped().stream().anyMatch(row -> !row.parts().isEmpty());
    if (dryRun) {
      if (objects) {
        rows.objects(ObjectPreview.of(cluster, mapping, instance, rows.mapped(), run), told);
      }
      rows.foretell(session.dryRun(rows.facts()), told);
    } else {
      all = send(session, cluster, rows, new Delivery(run, run), told);
      if (objects) {
        Set<ObjectId> sent = ObjectPreview.objects(rows.mapped(), instance);
        SentRows.waiting(new AliasTopic(cluster, host.clock()).waiting(sent), told);
      }
    }
    host.console().out().print(json ? told + "\n" : SentText.of(told));
    return all && rows.good() ? 0 : CommandLineApp.FAILURE;
  }

  /** Whether all is counted. */
  private boolean send(
      Session session, Cluster cluster, SentRows rows, Delivery delivery, ObjectNode told) {
    try (EventProducer producer = new EventProducer(cluster.clientSettings(), cluster.ids())) {
      rows.records().forEach(record -> producer.send(record, delivery));
      producer.flush();
    }
    if (rows.counted() < rows.records().size()) {
      ask.settle(session);
    }
    ArrayNode became = told.putArray("became");
    Ledger ledger = ask.counted(host.console(), session, delivery.run(), rows.counted());
    ledger
        .rows()
        .forEach(
            row ->
                became
                    .addObject()
                    .put("records", row.count())
                    .put("topic", row.topic())
                    .put("reason", row.reason().name())
                    .put("outcome", row.reason().outcome().name())
                    .put("message", row.reason().text()));
    return ledger.delivered() >= rows.counted();
  }
}
