package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.event.WaitingObject;
import io.willingly.event.WaitingObjectKey;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.assemble.ObjectGroup;
import io.willingly.streams.live.SourceRates;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.query.LedgerText;
import io.willingly.streams.query.PendingText;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.Sheet;
import io.willingly.streams.query.WaitingGroup;
import io.willingly.streams.rejected.Payload;
import io.willingly.streams.rejected.Rejected;
import io.willingly.streams.rejected.RejectedLog;
import io.willingly.streams.runtime.Cluster;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** What sources sent, and what became of it. */
final class SourceRoutes {
  /** Characters of what was sent. */
  private static final int MOST_SHOWN = 4096;

  private final Basis basis;
  private final Cluster cluster;
  private final SourceRates rates;
  private final Supplier<Map<WaitingObjectKey, WaitingObject>> waiting;

  /**
   * Answers.
   *
   * @param waiting what the objects wait for that are not put together yet
   */
  SourceRoutes(
      Basis basis,
      Cluster cluster,
      SourceRates rates,
      Supplier<Map<WaitingObjectKey, WaitingObject>> waiting) {
    this.basis = basis;
    this.cluster = cluster;
    this.rates = rates;
    this.waiting = waiting;
  }

  void addTo(Routes routes) {
    Guard operators = Sight.rule(Viewer::mayOperate);
    routes
        .get("/ledger", operators, this::ledger)
        .get("/pending", operators, this::pending)
        .get("/pending/objects", operators, this::objects)
        .get("/sources", operators, asked -> basis.table(asked, rates.rows()))
        .get("/rejected", operators, this::rejected)
        .get("/schemas", operators, asked -> basis.table(asked, schemas()));
  }

  private Answer ledger(Asked asked) {
    Ledger all = basis.reads().queries().ledger();
    String run = asked.text("run").orElse(null);
    return basis.table(
        asked,
        LedgerText.of(run == null ? all : all.ofRun(asked.parsed("run", run, SourceRoutes::run))));
  }

  private static long run(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "'%s' is no run: it is the number that replay tells".formatted(text));
    }
    return Long.parseLong(text);
  }

  private Answer pending(Asked asked) {
    Queries queries = basis.reads().queries();
    AsOf asOf = asked.asOf();
    return basis.table(
        asked, PendingText.of(WaitingGroup.of(queries.pending(asOf), queries, asOf)));
  }

  private Answer objects(Asked asked) {
    return basis.table(asked, ObjectGroup.sheet(ObjectGroup.of(waiting.get())));
  }

  private Answer rejected(Asked asked) {
    String source = asked.text("source").orElse(null);
    String reason = asked.text("reason").orElse(null);
    RejectedLog.Found found =
        new RejectedLog(cluster).latest(Paging.MOST, MOST_SHOWN, each -> each.isOf(source, reason));
    Answer answer = basis.table(asked, Rejected.sheet(found.rows()));
    answer.json().put("unreadable", found.unreadable());
    Iterator<Rejected> each = found.rows().iterator();
    for (JsonNode json : answer.json().path("rows")) {
      Payload payload = each.next().payload();
      ((ObjectNode) json)
          .put("payload", payload == null ? null : payload.text())
          .put("payload_note", payload == null ? null : payload.note());
    }
    return answer;
  }

  /** A schema has a version where a registry counts them; else it is its fingerprint. */
  private Sheet schemas() {
    Sheet sheet = new Sheet("topic", "part", "subject", "version", "fingerprint");
    for (Topic<?, ?> topic : Topics.ALL) {
      if (!topic.hasPlainKey()) {
        row(sheet, topic, "key", topic.keySubject(), topic.keySchema());
      }
      row(sheet, topic, "value", topic.valueSubject(), topic.valueSchema());
    }
    return sheet;
  }

  private void row(Sheet sheet, Topic<?, ?> topic, String part, String subject, Schema of) {
    long fingerprint = SchemaNormalization.parsingFingerprint64(of);
    OptionalInt version = cluster.ids().version(subject, of);
    sheet.row(
        topic.name(),
        part,
        subject,
        version.isPresent() ? (Object) version.getAsInt() : Sheet.MISSING,
        HexFormat.of().toHexDigits(fingerprint));
  }
}
