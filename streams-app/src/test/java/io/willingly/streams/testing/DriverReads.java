package io.willingly.streams.testing;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.scope.Restatement.At;
import io.willingly.metrics.tally.Cause;
import io.willingly.metrics.tally.Causes;
import io.willingly.streams.query.AlarmQueries;
import io.willingly.streams.query.BoardQueries;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.StatePart;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.AbstractMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.TopologyTestDriver;

/** The read side of a driver that counts on the thread of a test while a server asks on others. */
public final class DriverReads extends TestReads implements AutoCloseable {
  private final TopologyTestDriver driver;
  private final LosableStores stores;

  public DriverReads(Definition rules, Clock clock) {
    this(TopologyRunner.driver(rules, clock), rules, clock);
  }

  private DriverReads(TopologyTestDriver driver, Definition rules, Clock clock) {
    this(
        driver,
        new LosableStores(
            store -> List.of(StatePart.of(driver.getKeyValueStore(store.storeName())))),
        rules,
        clock);
  }

  private DriverReads(
      TopologyTestDriver driver, LosableStores stores, Definition rules, Clock clock) {
    this(
        driver,
        stores,
        rules,
        clock,
        TestReads.of(stores, (scope, period) -> new OneRefund(), () -> 0, rules, clock));
  }

  private DriverReads(
      TopologyTestDriver driver,
      LosableStores stores,
      Definition rules,
      Clock clock,
      TestReads reads) {
    super(
        rules,
        clock,
        oneAtATime(driver, Queries.class, reads.queries()),
        oneAtATime(driver, AlarmQueries.class, reads.alarms()),
        oneAtATime(driver, ComparisonQueries.class, reads.comparisons()),
        oneAtATime(driver, BoardQueries.class, reads.boards()));
    this.driver = driver;
    this.stores = stores;
  }

  /** What of it may be lost. */
  public LosableStores stores() {
    return stores;
  }

  /** Whatever was restated, a refund did it: a driver does not keep who it was. */
  private static final class OneRefund extends AbstractMap<At, Causes> {
    @Override
    public Set<Entry<At, Causes>> entrySet() {
      return Set.of();
    }

    @Override
    public Causes getOrDefault(Object at, Causes none) {
      return Causes.of(new Cause("crm", "R-881", "REFUNDED"));
    }
  }

  private static <T> T oneAtATime(TopologyTestDriver driver, Class<T> api, T target) {
    Object proxy =
        Proxy.newProxyInstance(
            api.getClassLoader(),
            new Class<?>[] {api},
            (self, method, arguments) -> {
              synchronized (driver) {
                try {
                  return method.invoke(target, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              }
            });
    return api.cast(proxy);
  }

  public void arrives(Fact fact) {
    synchronized (driver) {
      TopologyRunner.pipe(driver, Deliveries.of(fact));
    }
  }

  public TopologyTestDriver driver() {
    return driver;
  }

  @Override
  public void close() {
    driver.close();
  }
}
