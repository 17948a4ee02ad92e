package io.willingly.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.definition.Definition.ClockStart;
import io.willingly.metrics.period.Closing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.streams.GroupProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  private static final Map<String, String> NONE = Map.of();

  @TempDir Path dir;

  @Test
  void hasTheDocumentedDefaults() {
    Settings settings = read(NONE, NONE);

    Settings expected =
        new Settings(
            Path.of(System.getProperty("user.home"), ".willingly", "data"),
            "company",
            new Settings.Kafka("", 4, 1, NONE),
            new Settings.Pipeline(
                "willingly", GroupProtocol.CLASSIC, "", 2, 200, 1000, 0, "", new Password("")),
            Definition.standard(ZoneId.of("UTC")),
            new Closing(10),
            new Settings.Alarms(1, 60),
            new Settings.Delivery(
                new Password(""), new Password(""), new Password(""), new Password("")),
            new Settings.Http(
                true,
                "127.0.0.1",
                8700,
                List.of(),
                Path.of(System.getProperty("user.home"), ".willingly", "data", "access.json"),
                5),
            Settings.Internal.NONE);
    assertThat(settings).isEqualTo(expected);
  }

  @Test
  void overridesEveryDefault() throws IOException {
    Path file =
        write(
            "all.yaml",
            """
            data.dir: /var/lib/willingly
            organisation: {id: acme}
            periods: {close-after-days: 5}
            kafka:
              bootstrap-servers: [one:9092, two:9092]
              partitions: 12
              replication-factor: 3
              client: {security.protocol: SSL}
            pipeline:
              application-id: acme-willingly
              group-protocol: streams
              instance-id: left
              threads: 3
              commit-interval-ms: 100
              checkpoint-interval-ms: 5000
              standby-replicas: 1
              schema-registry-url: http://registry:8080
              schema-registry-authorization: Basic abc
            definition:
              version: 2
              zone: Europe/Berlin
              remorse-days: 14
              min-reversed-share: 40
              regret-box: 3
              happy-box: 5
              unhappy-box: 3
              pressured-box: 3
              effort-box: 6
              answer-window-days: 80
              loyalty-window-days: 81
              comeback-days: 83
              minimum-count: 12
              clock-starts: ["hardware:ACTIVATION", "plan:b:first_payment"]
            alarms: {false-alarms-per-quarter: 0.5, watch-seconds: 5}
            delivery:
              webhook-url: https://hooks.acme.com/willingly
              webhook-secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
              slack-url: https://hooks.slack.com/services/T/B/x
              teams-url: https://acme.webhook.office.com/x
            http:
              enabled: false
              host: 0.0.0.0
              port: 0
              hosts: [willingly.acme.com, sales.acme.com]
              access-file: /etc/willingly/access.json
              minimum-group: 7
            internal:
              host: 0.0.0.0
              port: 8701
              advertised: left.acme.com:8701
              secret: of-all-our-instances
            """);

    Settings settings = read(NONE, Map.of("config", file.toString()));

    Settings expected =
        new Settings(
            Path.of("/var/lib/willingly"),
            "acme",
            new Settings.Kafka("one:9092,two:9092", 12, 3, Map.of("security.protocol", "SSL")),
            new Settings.Pipeline(
                "acme-willingly",
                GroupProtocol.STREAMS,
                "left",
                3,
                100,
                5000,
                1,
                "http://registry:8080",
                new Password("Basic abc")),
            new Definition(
                2,
                ZoneId.of("Europe/Berlin"),
                14,
                40,
                3,
                5,
                3,
                3,
                6,
                80,
                81,
                83,
                12,
                Map.of("hardware", ClockStart.ACTIVATION, "plan:b", ClockStart.FIRST_PAYMENT)),
            new Closing(5),
            new Settings.Alarms(0.5, 5),
            new Settings.Delivery(
                new Password("https://hooks.acme.com/willingly"),
                new Password("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                new Password("https://hooks.slack.com/services/T/B/x"),
                new Password("https://acme.webhook.office.com/x")),
            new Settings.Http(
                false,
                "0.0.0.0",
                0,
                List.of("willingly.acme.com", "sales.acme.com"),
                Path.of("/etc/willingly/access.json"),
                7),
            new Settings.Internal(
                "0.0.0.0", 8701, "left.acme.com:8701", new Password("of-all-our-instances")));
    assertThat(settings).isEqualTo(expected);
    assertThat(settings.toString())
        .doesNotContain("Basic", "whsec_", "hooks", "office", "of-all-our");
  }

  @Test
  void letsFlagsWinOverEnvironmentOverFileOverTheCommandsDefaults() throws IOException {
    Path file = write("some.yaml", "kafka: {partitions: 5}\npipeline: {threads: 5}\n");
    Map<String, String> environment =
        Map.of("WILLINGLY_CONFIG", file.toString(), "WILLINGLY_PIPELINE_THREADS", "6", "PATH", "/");
    Map<String, String> defaults =
        Map.of("organisation.id", "demo", "kafka.partitions", "4", "pipeline.threads", "4");

    Settings settings =
        new SettingsReader(environment).read(defaults, Map.of("definition.zone", "Asia/Tokyo"));
    Settings flagged =
        new SettingsReader(environment).read(defaults, Map.of("pipeline.threads", "7"));

    assertThat(settings.organisation()).isEqualTo("demo");
    assertThat(settings.kafka().partitions()).isEqualTo(5);
    assertThat(settings.pipeline().threads()).isEqualTo(6);
    assertThat(settings.definition().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(flagged.pipeline().threads()).isEqualTo(7);
  }

  @Test
  void readsTheFileInTheDataDirectoryWhenNoneIsNamed() throws IOException {
    write("willingly.yaml", "definition: {zone: Europe/London}");

    Settings settings = read(NONE, Map.of("data.dir", dir.toString()));

    assertThat(settings.definition().zone()).isEqualTo(ZoneId.of("Europe/London"));
    assertThat(settings.dataDir()).isEqualTo(dir);
  }

  @Test
  void refusesWhatItDoesNotKnowAndSuggests() throws IOException {
    Path file = write("typo.yaml", "definition:\n  zoen: UTC\n");

    assertThatThrownBy(() -> read(NONE, Map.of("config", file.toString())))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "unknown setting definition.zoen in " + file + "; did you mean 'definition.zone'?");
    assertThatThrownBy(() -> read(Map.of("WILLINGLY_KAFKA_PARTITION", "3"), NONE))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "unknown environment variable WILLINGLY_KAFKA_PARTITION; did you mean"
                + " 'WILLINGLY_KAFKA_PARTITIONS'?");
    assertThatThrownBy(() -> read(NONE, Map.of("xyzzy", "1")))
        .isInstanceOf(BadInput.class)
        .hasMessage("unknown setting xyzzy in --set");
  }

  @Test
  void refusesBadValues() throws IOException {
    Path twice = write("twice.yaml", "kafka:\n  partitions: 1\n  partitions: 2\n");
    Path list = write("list.yaml", "- a\n");

    assertRefused(Map.of("definition.zone", "Europe/Berln"), "did you mean 'Europe/Berlin'?");
    assertRefused(Map.of("kafka.partitions", "many"), "kafka.partitions");
    assertRefused(Map.of("kafka.partitions", "0"), "kafka.partitions");
    assertRefused(Map.of("organisation.id", ""), "organisation.id");
    assertRefused(Map.of("definition.unhappy-box", "4"), "unhappyBox is 4");
    assertRefused(Map.of("definition.clock-starts", "x:SOON"), "FIRST_PAYMENT");
    assertRefused(Map.of("alarms.false-alarms-per-quarter", "0"), "at least 0.01");
    assertRefused(Map.of("delivery.slack-url", "hooks.slack.com/x"), "is no address");
    assertRefused(Map.of("delivery.webhook-url", "https://a/b"), "belong together");
    assertRefused(Map.of("delivery.webhook-secret", "whsec_c2hvcnQ="), "24 to 64 bytes");
    assertRefused(Map.of("internal.advertised", "http://left:8701"), "expected host:port");
    assertRefused(Map.of("internal.secret", "short"), "at least 16 characters");
    assertRefused(Map.of("config", dir.resolve("none").toString()), "no such configuration file");
    assertRefused(Map.of("config", twice.toString()), twice + " line 3");
    assertRefused(Map.of("config", list.toString()), "not a mapping");
  }

  private static void assertRefused(Map<String, String> flags, String message) {
    assertThatThrownBy(() -> read(NONE, flags))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(message);
  }

  private static Settings read(Map<String, String> environment, Map<String, String> flags) {
    return new SettingsReader(environment).read(NONE, flags);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }
}
