package io.willingly.streams.live;

import io.willingly.event.DealVerdict;
import io.willingly.event.DealVerdictKey;
import io.willingly.event.Evidence;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.facts.VerdictCodec;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.CaseFile;
import io.willingly.streams.query.CaseResult;
import io.willingly.streams.query.ReadSide;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes entries of published verdicts: what a deal was before is what was published before, or what
 * was known of it at the end of the day before. Not thread-safe.
 */
final class FeedBook {
  /** Older ones would be pushed out of the feed at once. */
  static final int MOST = 200;

  private static final Logger LOG = LoggerFactory.getLogger(FeedBook.class);

  private final ReadSide reads;
  private final Definition rules;
  private final ScopeId company;
  private final Map<DealVerdictKey, Optional<DealVerdict>> seen = new Remembered();
  private @Nullable HeadlineCounts totals;
  private int totalsDay;

  /** Of nothing yet; with the id of the organisation scope. */
  FeedBook(ReadSide reads, Definition rules, String organisation) {
    this.reads = reads;
    this.rules = rules;
    this.company = ScopeId.organisation(organisation);
  }

  /**
   * A record of {@code deal-verdicts}.
   *
   * @param place topic, partition and offset
   * @param timestamp in milliseconds
   * @param verdict null for a tombstone
   */
  record Published(
      String place, long timestamp, DealVerdictKey key, @Nullable DealVerdict verdict) {
    /** What is known of the deal and its customer. */
    Stream<CaseFile.Case> cases(CaseResult result) {
      return result instanceof CaseFile file
          ? file.cases().stream().filter(each -> each.customerId().equals(key.getCustomerId()))
          : Stream.empty();
    }

    boolean isOf(FeedEntry entry) {
      return key.getDealId().equals(entry.deal()) && key.getCustomerId().equals(entry.customer());
    }
  }

  private record Noticed(
      Published record, DealChange change, String what, @Nullable HeadlineCounts difference) {}

  /** Entries of what was published before now: the company's numbers have it. */
  List<FeedEntry> past(List<Published> records) {
    List<Noticed> noticed = noticed(records, true);
    settle();
    return entries(noticed, totals == null ? null : totals.minus(sum(noticed)));
  }

  /** Entries of what is published now: the company's numbers follow it by a commit or two. */
  List<FeedEntry> live(List<Published> records) {
    List<Noticed> noticed = noticed(records, false);
    if (totals == null || isOfAnotherDay()) {
      settle();
    }
    List<FeedEntry> entries = entries(noticed, totals);
    totals = totals == null ? null : totals.plus(sum(noticed));
    return entries;
  }

  /** Takes the company's numbers as they are now; done when nothing was published for a while. */
  void settle() {
    totalsDay = reads.today();
    try {
      totals =
          HeadlineCounts.of(
              reads.boards().row(company, Period.ROLLING_90D, Segment.ALL, AsOf.day(totalsDay)));
    } catch (IllegalStateException | StreamsException e) {
      totals = null;
      LOG.debug("the company's numbers are not known now", e);
    }
  }

  /** Whether the company's numbers are of other days by now. */
  boolean isOfAnotherDay() {
    return totalsDay != reads.today();
  }

  /** In order of time; of a flood only the end. */
  private List<Noticed> noticed(List<Published> records, boolean past) {
    long since =
        records.stream()
            .map(Published::timestamp)
            .sorted(Comparator.reverseOrder())
            .skip(MOST - 1)
            .findFirst()
            .orElse(Long.MIN_VALUE);
    Days days = Period.ROLLING_90D.days(reads.today());
    List<Noticed> noticed = new ArrayList<>();
    for (Published record : records) {
      if (record.key().getDefinitionVersion() == rules.version()) {
        var published = seen.put(record.key(), Optional.ofNullable(record.verdict()));
        if (record.timestamp() >= since) {
          Before before =
              published == null ? before(record, past) : new Before(true, published.orElse(null));
          notice(record, before, days).ifPresent(noticed::add);
        }
      }
    }
    noticed.sort(Comparator.comparingLong(each -> each.record().timestamp()));
    return noticed;
  }

  /** What a deal was; null when there was none, or nobody knows. */
  private record Before(boolean known, @Nullable DealVerdict verdict) {}

  private Optional<Noticed> notice(Published record, Before before, Days days) {
    DealChange change = new DealChange(before.verdict(), record.verdict());
    HeadlineCounts difference =
        before.known()
            ? HeadlineCounts.of(record.verdict(), rules, days)
                .minus(HeadlineCounts.of(before.verdict(), rules, days))
            : null;
    return change.what().map(what -> new Noticed(record, change, what, difference));
  }

  private Before before(Published record, boolean past) {
    int read = reads.today();
    int day = past ? Math.min(read, rules.dayOfMillis(record.timestamp())) : read;
    try {
      CaseResult result = reads.queries().deal(record.key().getDealId(), AsOf.knownOn(day - 1));
      return new Before(
          true,
          record
              .cases(result)
              .flatMap(each -> Optional.ofNullable(each.state()).stream())
              .map(VerdictCodec::verdict)
              .findFirst()
              .orElse(null));
    } catch (IllegalStateException | StreamsException e) {
      LOG.debug("what {} was before is not known now: {}", record.place(), e.getMessage());
      return new Before(false, null);
    }
  }

  private static HeadlineCounts sum(List<Noticed> noticed) {
    HeadlineCounts sum = HeadlineCounts.ZERO;
    for (Noticed each : noticed) {
      sum = each.difference() == null ? sum : sum.plus(each.difference());
    }
    return sum;
  }

  private List<FeedEntry> entries(List<Noticed> noticed, @Nullable HeadlineCounts first) {
    List<FeedEntry> entries = new ArrayList<>();
    HeadlineCounts before = first;
    for (Noticed each : noticed) {
      FeedEffect effect = null;
      if (before != null && each.difference() != null) {
        effect = new FeedEffect(before, before.plus(each.difference()));
        before = effect.after();
      }
      if (mayTell(each.record())) {
        entries.add(entry(each, effect != null && effect.told() ? effect : null));
      }
    }
    return entries;
  }

  /**
   * Of a deal that is gone only its end, and that not when it was erased: no ids are left (R43).
   */
  private boolean mayTell(Published record) {
    Optional<DealVerdict> latest = seen.get(record.key());
    if (latest == null || latest.isPresent()) {
      return true;
    }
    try {
      String deal = record.key().getDealId();
      return record.verdict() == null
          && record
              .cases(reads.queries().deal(deal, AsOf.day(reads.today())))
              .findAny()
              .isPresent();
    } catch (IllegalStateException | StreamsException e) {
      LOG.debug("whether {} is of an erased deal is not known now", record.place(), e);
      return false;
    }
  }

  /** A fact of a deal; null when it is not known now, or any more. */
  private CaseFile.@Nullable Entry fact(Published record, Evidence evidence) {
    try {
      return record
          .cases(reads.queries().deal(record.key().getDealId(), AsOf.day(reads.today())))
          .flatMap(each -> each.facts().stream())
          .filter(fact -> fact.source().equals(evidence.getSource()))
          .filter(fact -> fact.eventId().equals(evidence.getEventId()))
          .findFirst()
          .orElse(null);
    } catch (IllegalStateException | StreamsException e) {
      LOG.debug("when {} came about is not known now", record.place(), e);
      return null;
    }
  }

  private FeedEntry entry(Noticed noticed, @Nullable FeedEffect effect) {
    Published record = noticed.record();
    Optional<DealVerdict> deal = noticed.change().deal();
    Optional<Evidence> evidence = noticed.change().evidence();
    Optional<CaseFile.Entry> fact = evidence.map(each -> fact(record, each));
    return new FeedEntry(
        record.place(),
        Instant.ofEpochMilli(record.timestamp()),
        fact.map(CaseFile.Entry::occurredAt).orElse(null),
        fact.map(CaseFile.Entry::arrivedAt).orElse(null),
        record.key().getDealId(),
        record.key().getCustomerId(),
        deal.map(DealVerdict::getRepId).orElse(""),
        deal.map(DealVerdict::getProductLine).orElse(""),
        noticed.what(),
        evidence.map(Evidence::getSource).orElse(null),
        evidence.map(Evidence::getEventId).orElse(null),
        deal.map(DealVerdict::getAmount)
            .map(amount -> Map.of(amount.getCurrency(), amount.getMinor()))
            .orElse(Map.of()),
        effect);
  }
}
