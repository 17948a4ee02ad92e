package io.willingly.endtoend;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The sinks as they are shipped, with Debezium's connector as its makers ship it. */
final class Sinks {
  static final String TABLES = "willingly-postgres-tables";

  private static final Path DEBEZIUM = Path.of("target", "debezium");

  private Sinks() {}

  /** Settings of a worker that can run them. */
  static Map<String, String> worker(Postgres postgres, URI registry) {
    String variable = "config.providers.env.param.WILLINGLY_";
    return Map.of(
        "plugin.path",
        DEBEZIUM.toAbsolutePath().toString(),
        "config.providers",
        "env",
        "config.providers.env.class",
        Environment.class.getName(),
        variable + "SCHEMA_REGISTRY_URL",
        registry.toString(),
        variable + "POSTGRES_URL",
        postgres.url(),
        variable + "POSTGRES_USER",
        Postgres.USER,
        variable + "POSTGRES_PASSWORD",
        "");
  }

  /** Runs them as their files say, to the letter. */
  static void run(ConnectCluster connect) {
    for (String sink : List.of("postgres-tables", "postgres-histories")) {
      connect.run("willingly-" + sink, Examples.config(sink + ".json"));
    }
  }
}
