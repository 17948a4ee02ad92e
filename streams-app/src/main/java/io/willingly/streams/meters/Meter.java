package io.willingly.streams.meters;

import java.util.List;

/** The one declaration of our own meters: name, kind, labels and what they mean. */
public enum Meter {
  EVENTS_RECEIVED(
      "willingly_events_received",
      Kind.COUNTER,
      Span.CLUSTER,
      "Records that sources delivered, each in exactly one of willingly_events.",
      Meter.SOURCE),
  EVENTS(
      "willingly_events",
      Kind.GAUGE,
      Span.CLUSTER,
      "Records delivered, by what became of them as of now: a later fact can free a pending one.",
      Meter.SOURCE,
      "outcome"),
  EVENTS_REJECTED(
      "willingly_events_rejected",
      Kind.GAUGE,
      Span.CLUSTER,
      "Records that stand rejected, by reason; the cure of each is in `willingly rejected`.",
      "reason"),
  OBJECT_PARTS(
      "willingly_object_parts_received",
      Kind.COUNTER,
      Span.CLUSTER,
      "Parts of objects that sources delivered, which are no events yet.",
      Meter.SOURCE),
  OBJECTS_WAITING(
      "willingly_objects_waiting",
      Kind.GAUGE,
      Span.CLUSTER,
      "Objects that wait for an alias or a property; see `willingly pending`.",
      Meter.SOURCE),
  WARNINGS_RAISED(
      "willingly_early_warnings_raised",
      Kind.COUNTER,
      Span.CLUSTER,
      "Early warnings raised.",
      "kind"),
  WARNINGS_RETRACTED(
      "willingly_early_warnings_retracted",
      Kind.COUNTER,
      Span.CLUSTER,
      "Early warnings withdrawn, because what they rested on was corrected.",
      "kind"),
  WARNINGS_ACTIVE(
      "willingly_early_warnings_active",
      Kind.GAUGE,
      Span.CLUSTER,
      "Early warnings that stand.",
      "kind"),
  RESTATEMENTS(
      "willingly_restatements_published",
      Kind.COUNTER,
      Span.CLUSTER,
      "Changes of closed periods that were published."),
  RULE_SET_VERSION(
      "willingly_rule_set_version", Kind.GAUGE, Span.CLUSTER, "Number of the rule set in force."),
  BUILD("willingly_build", Kind.INFO, Span.INSTANCE, "What runs.", "build", "kafka", "java"),
  STATE(
      "willingly_state",
      Kind.GAUGE,
      Span.INSTANCE,
      "1 for the state it is in, 0 for the others; all work is done in `running`.",
      Meter.PART,
      "state"),
  THREADS(
      "willingly_stream_threads",
      Kind.GAUGE,
      Span.INSTANCE,
      "Stream threads that live.",
      Meter.PART),
  TASKS(
      "willingly_tasks",
      Kind.GAUGE,
      Span.INSTANCE,
      "Tasks this instance has: active ones count, standby ones keep a warm copy of the state.",
      Meter.PART,
      "role"),
  STANDBY_REPLICAS(
      "willingly_standby_replicas",
      Kind.GAUGE,
      Span.CLUSTER,
      "Standby tasks that each active one is to have, as set."),
  UNREAD(
      "willingly_unread_records",
      Kind.GAUGE,
      Span.INSTANCE,
      "Records of a topic still to be read, of the partitions this instance reads.",
      Meter.PART,
      Meter.TOPIC),
  RESTORING(
      "willingly_restoring_tasks",
      Kind.GAUGE,
      Span.INSTANCE,
      "Active tasks whose state is being read back; until then they count nothing.",
      Meter.PART),
  ARRIVAL_LAG(
      "willingly_arrival_to_publication_seconds",
      Kind.HISTOGRAM,
      Span.INSTANCE,
      "From the arrival of a record to the commit that published what came of it; of each batch"
          + " read at once its oldest record.",
      Meter.TOPIC),
  EVENT_LAG(
      "willingly_event_to_publication_seconds",
      Kind.HISTOGRAM,
      Span.INSTANCE,
      "From when a thing happened to the commit that published it; of each batch read at once its"
          + " oldest record.",
      Meter.TOPIC),
  REGISTRY_RETRIES(
      "willingly_registry_retries",
      Kind.COUNTER,
      Span.INSTANCE,
      "How often the schema registry was asked again, because it had not answered.",
      Meter.PART),
  HTTP_REQUESTS(
      "willingly_http_request_duration_seconds",
      Kind.HISTOGRAM,
      Span.INSTANCE,
      "Answers of the page and its API; the route is the template, (other) where none matches.",
      "method",
      "route",
      "status"),
  LIVE_STREAMS(
      "willingly_live_streams", Kind.GAUGE, Span.INSTANCE, "Live streams of pages that are open."),
  DELIVERY_ATTEMPTS(
      "willingly_delivery_attempts",
      Kind.COUNTER,
      Span.INSTANCE,
      "Attempts to send an early warning or an entry of the save list.",
      "channel",
      "outcome"),
  DELIVERY_GIVEN_UP(
      "willingly_delivery_given_up",
      Kind.COUNTER,
      Span.INSTANCE,
      "Messages that were never taken and are not sent again.",
      "channel");

  static final String SOURCE = "source";
  static final String TOPIC = "topic";
  static final String PART = "part";

  /** What is unknown, or one too many, is counted under this label. */
  static final String OTHER = "(other)";

  /** How its values behave. */
  enum Kind {
    COUNTER("counter", "_total"),
    GAUGE("gauge", ""),
    HISTOGRAM("histogram", "_bucket, _sum, _count"),
    INFO("info", "_info");

    private final String text;
    private final String suffix;

    Kind(String text, String suffix) {
      this.text = text;
      this.suffix = suffix;
    }
  }

  /** Whose part an instance tells. */
  enum Span {
    /** Its own: the sum over instances is the whole. */
    INSTANCE("instance: sum"),
    /** That of all, as it is read from topics: every instance tells the same. */
    CLUSTER("cluster: max");

    private final String text;

    Span(String text) {
      this.text = text;
    }
  }

  private final String base;
  private final Kind kind;
  private final Span span;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> labels;

  Meter(String base, Kind kind, Span span, String help, String... labels) {
    this.base = base;
    this.kind = kind;
    this.span = span;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** The name without the suffix of its kind. */
  String base() {
    return base;
  }

  Kind kind() {
    return kind;
  }

  String help() {
    return help;
  }

  List<String> labels() {
    return labels;
  }

  /** The table of docs/reference/meters.md. */
  public static String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # Meters

            <!-- Generated from Meter; `mvn verify -Dgolden.update` rewrites it. -->

            What `/metrics` tells of a pipeline ([monitoring](../monitoring.md)). *instance*: each instance tells its own part, and
            the sum over instances is the whole. *cluster*: each tells the whole, as it reads it from the topics, so take the maximum.

            | name | kind | labels | scope | meaning |
            | --- | --- | --- | --- | --- |
            """);
    for (Meter meter : values()) {
      String suffix = meter.kind == Kind.HISTOGRAM ? "" : meter.kind.suffix;
      page.append(
          "| `%s%s` | %s | %s | %s | %s |\n"
              .formatted(
                  meter.base,
                  suffix,
                  meter.kind.text,
                  meter.labels.isEmpty() ? "" : "`" + String.join("`, `", meter.labels) + "`",
                  meter.span.text,
                  meter.help));
    }
    return page.toString();
  }
}
