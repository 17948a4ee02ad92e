package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.live.SourceRates;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.LedgerText;
import io.willingly.streams.query.PendingText;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.Sheet;
import io.willingly.streams.rejected.Rejected;
import io.willingly.streams.runtime.Cluster;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/** What sources sent, and what became of it. */
final class SourceRoutes {
  private static final int MOST_SHOWN = 4096;

  private final ReadSide reads;
  private final Definition rules;
  private final Cluster cluster;
  private final SourceRates rates;

  SourceRoutes(ReadSide reads, Definition rules, Cluster cluster, SourceRates rates) {
    this.reads = reads;
    this.rules = rules;
    this.cluster = cluster;
    this.rates = rates;
  }

  void addTo(Routes routes) {
    Guard operators = Sight.rule(Viewer::mayOperate);
    routes
        .get("/ledger", operators, asked -> table(asked, LedgerText.of(reads.queries().ledger())))
        .get("/pending", operators, this::pending)
        .get("/sources", operators, this::sources)
        .get("/rejected", operators, this::rejected)
        .get("/schemas", operators, asked -> table(asked, schemas()));
  }

  private Answer pending(Asked asked) {
    return table(asked, PendingText.of(reads.queries().pending(asked.asOf())));
  }

  private Answer sources(Asked asked) {
    return Answer.of(
        AsOf.day(asked.today()),
        rules.version(),
        reads.queries().lag(),
        format -> rates.rows().toString());
  }

  private Answer rejected(Asked asked) {
    String source = asked.text("source").orElse(null);
    String reason = asked.text("reason").orElse(null);
    List<Rejected> latest =
        Rejected.latest(
            cluster,
            Paging.MOST,
            event ->
                (source == null || source.equals(event.getSource()))
                    && (reason == null || reason.equals(event.getReason())));
    Answer answer = table(asked, Rejected.sheet(latest));
    int row = 0;
    for (JsonNode json : answer.json().path("rows")) {
      ((ObjectNode) json).put("payload", payload(latest.get(row++).event().getOriginalValue()));
    }
    return answer;
  }

  /** The beginning of what was sent, to look at: bytes that are no text are shown as a mark. */
  private static @Nullable String payload(@Nullable ByteBuffer original) {
    if (original == null) {
      return null;
    }
    ByteBuffer begin = original.duplicate();
    begin.limit(Math.min(begin.limit(), begin.position() + MOST_SHOWN));
    return StandardCharsets.UTF_8.decode(begin).toString();
  }

  private static Sheet schemas() {
    Sheet sheet = new Sheet("topic", "part", "subject", "fingerprint");
    for (Topic<?, ?> topic : Topics.ALL) {
      if (!topic.hasPlainKey()) {
        row(sheet, topic, "key", topic.keySubject(), topic.keySchema());
      }
      row(sheet, topic, "value", topic.valueSubject(), topic.valueSchema());
    }
    return sheet;
  }

  private static void row(Sheet sheet, Topic<?, ?> topic, String part, String subject, Schema of) {
    long fingerprint = SchemaNormalization.parsingFingerprint64(of);
    sheet.row(topic.name(), part, subject, HexFormat.of().toHexDigits(fingerprint));
  }

  private Answer table(Asked asked, Sheet sheet) {
    return Answers.table(asked, reads, rules.version(), sheet);
  }
}
