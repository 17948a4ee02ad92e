package io.willingly.streams.cli;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.HttpSchemaIds;
import io.willingly.schemas.wire.HttpSchemaIds.Registration;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.SchemaRegistryException;
import io.willingly.streams.config.Settings;
import io.willingly.streams.peer.OwnerAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.avro.Schema;

/** Where schema ids come from (ADR 0004). */
final class Registry {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private Registry() {}

  /** The ids a pipeline and all that feed it agree on. */
  static SchemaIds of(OwnerAddress.Pipeline pipeline, Settings settings) {
    return of(pipeline.schemaRegistry(), settings);
  }

  /** The ids of a pipeline with these settings. */
  static SchemaIds of(Settings settings) {
    return of(settings.pipeline().schemaRegistryUrl(), settings);
  }

  private static SchemaIds of(String url, Settings settings) {
    return url.isEmpty()
        ? EmbeddedSchemaIds.in(settings.dataDir().resolve("schemas"))
        : client(url, settings, Registration.BEFOREHAND);
  }

  /**
   * The ids of a pipeline that is about to start. With an embedded broker it makes its topics
   * itself, and registers their schemas too.
   *
   * @throws SchemaRegistryException for the first schema that has no id, before anything is written
   */
  static SchemaIds ready(Settings settings) {
    if (settings.kafka().embedded()) {
      register(settings);
    }
    SchemaIds ids = of(settings);
    each(ids::idFor);
    return ids;
  }

  private static HttpSchemaIds client(String url, Settings settings, Registration registration) {
    String authorization = settings.pipeline().schemaRegistryAuthorization().value();
    return new HttpSchemaIds(
        URI.create(url), authorization.isEmpty() ? null : authorization, registration, TIMEOUT);
  }

  /**
   * Registers the schemas of all topics where there is a registry; how many there are. The rule
   * comes first: Apicurio has none of its own, and would take whatever is there before it. So does
   * the question whether all would be taken: else a roll-out would end half way.
   */
  static int register(Settings settings) {
    String url = settings.pipeline().schemaRegistryUrl();
    if (url.isEmpty()) {
      return 0;
    }
    HttpSchemaIds registry = client(url, settings, Registration.AUTOMATIC);
    int[] count = new int[1];
    each(
        (subject, schema) -> {
          registry.evolveFullTransitive(subject);
          registry.requireCompatible(subject, schema);
        });
    each(
        (subject, schema) -> {
          registry.idFor(subject, schema);
          count[0]++;
        });
    return count[0];
  }

  /**
   * Which schemas the registry does not have, or would let become what cannot be read, one sentence
   * each; nothing where there is none.
   *
   * @throws SchemaRegistryException when it does not answer
   */
  static List<String> check(Settings settings) {
    String url = settings.pipeline().schemaRegistryUrl();
    List<String> problems = new ArrayList<>();
    if (!url.isEmpty()) {
      HttpSchemaIds registry = client(url, settings, Registration.BEFOREHAND);
      each(
          (subject, schema) -> {
            try {
              registry.requireCompatible(subject, schema);
              registry.idFor(subject, schema);
              registry.requireFullTransitive(subject);
            } catch (SchemaRegistryException e) {
              if (e.retriable()) {
                throw e;
              }
              problems.add(e.getMessage());
            }
          });
    }
    return problems;
  }

  private static void each(BiConsumer<String, Schema> action) {
    for (Topic<?, ?> topic : Topics.ALL) {
      action.accept(topic.valueSubject(), topic.valueSchema());
      if (!topic.hasPlainKey()) {
        action.accept(topic.keySubject(), topic.keySchema());
      }
    }
  }
}
