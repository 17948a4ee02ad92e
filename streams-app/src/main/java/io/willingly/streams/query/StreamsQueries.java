package io.willingly.streams.query;

import io.willingly.metrics.claim.ClaimTests;
import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.CustomerView;
import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Endpoint;
import io.willingly.metrics.quality.FollowUp;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Tally;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.LedgerKey;
import io.willingly.streams.query.CaseFile.Case;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Answers from the state. Thread-safe. */
public final class StreamsQueries implements Queries {
  private final StateStores stores;
  private final Definition definition;
  private final String organisation;
  private final LongSupplier lag;
  private final TallyReader tallies;
  private final DealReader deals;
  private final Explainer explainer;
  private final ClosedPeriods closedPeriods;

  /**
   * Answers from stores.
   *
   * @param organisation id of the organisation scope (R40)
   * @param closing when periods close (R53)
   * @param causes who changed closed periods
   * @param lag about how many records are still to be read
   */
  public StreamsQueries(
      StateStores stores,
      Definition definition,
      String organisation,
      Closing closing,
      CauseSource causes,
      LongSupplier lag) {
    this.stores = stores;
    this.definition = definition;
    this.organisation = organisation;
    this.lag = lag;
    Columns columns = Columns.of(definition);
    tallies =
        new TallyReader(
            stores, new RepFold(definition, organisation), columns, definition.minimumCount());
    deals = new DealReader(stores, new Fold(definition));
    explainer = new Explainer(tallies, deals, columns);
    closedPeriods = new ClosedPeriods(tallies, definition, closing, causes);
  }

  @Override
  public Report report(ScopeId.Kind kind, Period period, AsOf asOf) {
    long remaining = lag();
    return new Report(
        kind,
        period,
        Segment.ALL,
        asOf,
        definition.version(),
        remaining,
        tallies.rows(kind, period, asOf));
  }

  @Override
  public ExplainResult explain(
      ScopeId scope, String role, Metric metric, Period period, AsOf asOf) {
    Unknown unknown = unknown(scope);
    return unknown != null ? unknown : explainer.explain(scope, role, metric, period, asOf, lag());
  }

  @Override
  public CurveResult curve(ScopeId scope, Endpoint outcome, Period period, AsOf asOf) {
    Unknown unknown = unknown(scope);
    if (unknown != null) {
      return unknown;
    }
    long remaining = lag();
    FollowUp followUp = new FollowUp(outcome, tallies.cohorts(scope, period, asOf));
    return new Curve(
        scope,
        outcome,
        period,
        asOf,
        definition.version(),
        remaining,
        followUp.won(),
        followUp.longest(),
        followUp.points());
  }

  @Override
  public RestatementsResult restatements(
      ScopeId scope, @Nullable Period period, @Nullable Integer since, AsOf asOf) {
    Unknown unknown = unknown(scope);
    return unknown != null
        ? unknown
        : closedPeriods.restatements(scope, period, since, asOf, lag());
  }

  @Override
  public Figures figures(Period period, int knownOn, List<String> columns) {
    // They are signed, for ever.
    return Reading.outside(() -> closedPeriods.figures(period, knownOn, columns, lag()));
  }

  @Override
  public Claims claims(Period period, AsOf asOf) {
    long remaining = lag();
    ClaimTests tests = new ClaimTests(definition, asOf.day());
    tallies
        .cells()
        .of(
            ScopeId.Kind.REP,
            period.days(asOf.day())::contains,
            (rep, day, cells) ->
                cells.stream()
                    .filter(cell -> cell.arrivalDay() <= asOf.lastArrival())
                    .forEach(cell -> tests.add(rep.id(), cell)));
    return new Claims(period, asOf, definition.version(), remaining, tests.findings());
  }

  @Override
  public Integrity integrity(ScopeId.Kind kind, Period period, AsOf asOf) {
    long remaining = lag();
    ScopeId company = ScopeId.organisation(organisation);
    Map<String, Tally> units = tallies.primaries(kind, period, asOf);
    Reading.whole();
    return new Integrity(
        kind,
        period,
        asOf,
        definition.version(),
        remaining,
        definition.minimumCount(),
        IntegrityReader.rows(
            units,
            tallies.names(kind, units.keySet(), asOf),
            organisation,
            tallies.primary(company, period, asOf),
            definition.minimumCount()));
  }

  private @Nullable Unknown unknown(ScopeId scope) {
    return tallies.unknown(scope, organisation);
  }

  @Override
  public CaseResult deal(String dealId, AsOf asOf) {
    List<Case> cases = new ArrayList<>();
    for (String customerId : deals.customersOf(dealId)) {
      Reading.attempt(
          () -> {
            Case found = CaseFiles.of(deals.customer(customerId, asOf), dealId);
            // The facts that named it may name another deal by now.
            if (!found.facts().isEmpty()) {
              cases.add(found);
            }
          });
    }
    if (cases.isEmpty()) {
      // It may be in the part that is gone.
      Reading.whole();
    }
    return cases.isEmpty()
        ? new Unknown(
            "no deal '%s': %s; `willingly explain` lists won deals"
                .formatted(
                    dealId,
                    asOf.knownOn() == null
                        ? "no event names it"
                        : "no event that names it had arrived by "
                            + LocalDate.ofEpochDay(asOf.knownOn())))
        : new CaseFile(dealId, asOf, cases);
  }

  @Override
  public SaveList saveList(AsOf asOf) {
    long remaining = lag();
    List<SaveList.Entry> entries = new ArrayList<>();
    for (String customerId : asOf.knownOn() == null ? deals.toSave() : deals.customers()) {
      Reading.attempt(
          () ->
              deals
                  .customer(customerId, asOf)
                  .deals()
                  .forEach(
                      (dealId, deal) -> {
                        DealState state = deal.state();
                        if (state != null
                            && !state.saveReasons().isEmpty()
                            && state.saveUntil() >= asOf.day()) {
                          entries.add(entry(customerId, dealId, state, asOf.day()));
                        }
                      }));
    }
    entries.sort(
        Comparator.comparingInt(SaveList.Entry::daysLeft)
            .thenComparing(SaveList.Entry::rep)
            .thenComparing(SaveList.Entry::deal)
            .thenComparing(SaveList.Entry::customer));
    return new SaveList(asOf, remaining, entries);
  }

  private static SaveList.Entry entry(String customerId, String dealId, DealState state, int asOf) {
    return new SaveList.Entry(
        customerId,
        dealId,
        state.repId(),
        state.cohortDay(),
        state.saveUntil() - asOf,
        state.saveReasons().stream().map(Enum::name).toList(),
        state.evidence().stream().map(Evidence::of).toList());
  }

  @Override
  public SourceFacts facts(String source) {
    return deals.facts(source);
  }

  @Override
  public Pending pending(AsOf asOf) {
    List<Pending.Entry> entries = new ArrayList<>();
    for (String customerId : deals.customers()) {
      Reading.attempt(
          () ->
              deals
                  .pending(customerId, asOf)
                  .forEach(fact -> entries.add(entry(customerId, fact))));
    }
    entries.sort(
        Comparator.comparing(Pending.Entry::arrivedAt)
            .thenComparing(Pending.Entry::source)
            .thenComparing(Pending.Entry::event));
    return new Pending(entries);
  }

  private static Pending.Entry entry(String customerId, CustomerView.FactView fact) {
    return new Pending.Entry(
        Instant.ofEpochMilli(fact.arrival()).toString(),
        fact.reason(),
        fact.id().source(),
        Topics.of(fact.id().family()).name(),
        fact.id().eventId(),
        customerId,
        Objects.requireNonNullElse(fact.content().dealId(), ""));
  }

  @Override
  public Ledger ledger() {
    Map<Ledger.Row, Long> counts =
        new TreeMap<>(
            Comparator.comparing(Ledger.Row::source)
                .thenComparing(Ledger.Row::topic)
                .thenComparing(Ledger.Row::reason)
                .thenComparing(Ledger.Row::run));
    for (Stores store : List.of(Stores.CUSTOMER_HISTORY, Stores.REP_TALLIES)) {
      new StoreReader(stores.partitions(store))
          .scan(
              StateKeys.ledger(),
              row -> {
                LedgerKey at = StateKeys.ledgerAt(row.key);
                Ledger.Row key = new Ledger.Row(at.source(), at.topic(), at.reason(), at.run(), 0);
                counts.merge(key, new ByteReader(row.value).getLong(), Long::sum);
              });
    }
    // Each row is a sum over all parts.
    Reading.whole();
    List<Ledger.Row> rows = new ArrayList<>();
    counts.forEach(
        (key, count) ->
            rows.add(new Ledger.Row(key.source(), key.topic(), key.reason(), key.run(), count)));
    return new Ledger(rows);
  }

  @Override
  public long lag() {
    return lag.getAsLong();
  }
}
