package io.willingly.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.records.InputRecord;
import io.willingly.connectors.records.RowRecords;
import io.willingly.connectors.webhook.Post;
import io.willingly.connectors.webhook.Secrets;
import io.willingly.connectors.webhook.Verdict;
import io.willingly.connectors.webhook.Verifier;
import io.willingly.connectors.webhook.Webhook;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.TopicValues;
import io.willingly.stages.Admission;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One post on its way to a record: its signature, its JSON, the event its mapping makes of it, the
 * bytes of the record, and the checks the pipeline will make. CPU time of one thread, no broker.
 */
@Command(name = "mapping", description = "Cost of a webhook's post until it is a checked record.")
final class MappingBenchmark implements Callable<Integer> {
  private static final String SOURCE = "standard-webhooks";
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] KEY =
      "a secret of the benchmark alone.".getBytes(StandardCharsets.UTF_8);
  private static final Instant RECEIVED = Instant.parse("2026-03-02T09:30:05Z");

  /** Of 600 bytes, filled up with a member that the mapping does not read. */
  private static final String BODY =
      """
      {"type": "deal.won", "timestamp": "2026-03-02T09:30:00Z", "%s": "", "data": {"family": "deal", \
      "dealId": "D-9007199254740993", "kind": "WON", "occurredAt": "2026-03-02T10:15:00+01:00", \
      "updatedAt": "2026-03-02T09:30:00Z", "customerId": "C-0007", "repId": "R-0003", \
      "amount": "1250.50", "currency": "EUR", "productLine": "subscriptions", "recurring": true, \
      "origin": "REFERRAL"}}\
      """;

  private static final int BYTES = 600;

  @Option(names = "--posts", defaultValue = "200000", description = "Posts in each step.")
  private int posts;

  @Option(names = "--json", defaultValue = "mapping.json", description = "Where to write to.")
  private Path json;

  /** What is done with a post; gives something, so that it is done. */
  @FunctionalInterface
  private interface Step {
    Object take() throws Exception;
  }

  @Override
  public Integer call() throws Exception {
    Mapping mapping = new MappingLoader(ZoneOffset.UTC).load(SOURCE);
    String secret = "whsec_" + Base64.getEncoder().encodeToString(KEY);
    Verifier verifier = Webhook.load(SOURCE).verifier(new Secrets(List.of(secret)));
    Post post = post();
    RowRecords records = new RowRecords(new TopicValues(EmbeddedSchemaIds.inMemory()), mapping);
    Admission admission = new Admission(EmbeddedSchemaIds.inMemory());
    JsonNode payload = Mapping.payload(post.body());
    RowOutcome row = mapping.apply(payload, SOURCE).get(0);
    InputRecord record = records.of(row, SOURCE).records().get(0);
    requireGood(verifier.verify(post), row, refused(admission, record));

    Map<String, Step> steps = new LinkedHashMap<>();
    steps.put("parse", () -> Mapping.payload(post.body()));
    steps.put("verify", () -> verifier.verify(post));
    steps.put("map", () -> mapping.apply(payload, SOURCE));
    steps.put("record", () -> records.of(row, SOURCE));
    steps.put("validate", () -> refused(admission, record));
    steps.put(
        "all",
        () -> {
          verifier.verify(post);
          RowOutcome made = mapping.apply(Mapping.payload(post.body()), SOURCE).get(0);
          return refused(admission, records.of(made, SOURCE).records().get(0));
        });
    for (Step step : steps.values()) {
      nanos(step, posts / 4); // compiles the code first
    }
    Results results =
        new Results("mapping: a post of %,d bytes until it is a checked record".formatted(BYTES));
    double parse = nanos(steps.get("parse"), posts);
    for (Map.Entry<String, Step> step : steps.entrySet()) {
      double nanos = nanos(step.getValue(), posts);
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("step", step.getKey());
      figures.put("CPU us/post", nanos / 1e3);
      figures.put("posts/s of one core", 1e9 / nanos);
      figures.put("x parse", nanos / parse);
      results.add(figures);
    }
    results.print(System.out);
    results.write(json);
    return 0;
  }

  private static boolean refused(Admission admission, InputRecord record) {
    return admission
        .refusal(record.topic().name(), record.keyBytes(), record.value(), RECEIVED.toEpochMilli())
        .isPresent();
  }

  private static void requireGood(Verdict verdict, RowOutcome row, boolean refused) {
    if (!(verdict instanceof Verdict.Verified) || !(row instanceof RowOutcome.Mapped) || refused) {
      throw new IllegalStateException("the post is not as it must be: " + verdict + ", " + row);
    }
  }

  private static Post post() throws Exception {
    String filler = "x".repeat(BYTES - BODY.formatted("").length());
    byte[] body = BODY.formatted(filler).getBytes(StandardCharsets.UTF_8);
    String time = Long.toString(RECEIVED.getEpochSecond());
    Mac mac = Mac.getInstance(ALGORITHM);
    mac.init(new SecretKeySpec(KEY, ALGORITHM));
    mac.update(("msg_1." + time + ".").getBytes(StandardCharsets.UTF_8));
    String signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
    return new Post(
        "POST",
        "https://localhost/standard-webhooks",
        Map.of(
            "webhook-id", List.of("msg_1"),
            "webhook-timestamp", List.of(time),
            "webhook-signature", List.of("v1," + signature)),
        body,
        RECEIVED);
  }

  /** CPU time, not time of day: other work on the machine slows the clock, not the code. */
  private static double nanos(Step step, int times) throws Exception {
    int seen = 0;
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      seen += step.take() == null ? 0 : 1;
    }
    long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    if (seen != times) {
      throw new IllegalStateException("a step gave nothing");
    }
    return (double) used / times;
  }
}
