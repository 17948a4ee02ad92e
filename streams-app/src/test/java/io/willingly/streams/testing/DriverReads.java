package io.willingly.streams.testing;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.streams.query.AlarmQueries;
import io.willingly.streams.query.BoardQueries;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.query.LocalStores;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.StreamsAlarms;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.apache.kafka.streams.TopologyTestDriver;

/** The read side of a driver that counts on the thread of a test while a server asks on others. */
public final class DriverReads implements ReadSide, AutoCloseable {
  private final Definition rules;
  private final Clock clock;
  private final TopologyTestDriver driver;
  private final Queries queries;
  private final AlarmQueries alarms;
  private final ComparisonQueries comparisons;
  private final BoardQueries boards;

  public DriverReads(Definition rules, Clock clock) {
    this.rules = rules;
    this.clock = clock;
    this.driver = TopologyRunner.driver(rules, clock);
    LocalStores stores = store -> List.of(driver.getKeyValueStore(store.storeName()));
    this.queries = oneAtATime(Queries.class, TopologyRunner.queries(driver, rules));
    this.alarms =
        oneAtATime(AlarmQueries.class, new StreamsAlarms(stores, rules, "company", 1, () -> 0));
    this.comparisons =
        oneAtATime(ComparisonQueries.class, TopologyRunner.comparisons(driver, rules));
    this.boards = oneAtATime(BoardQueries.class, TopologyRunner.boards(driver, rules));
  }

  private <T> T oneAtATime(Class<T> api, T target) {
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
  public Queries queries() {
    return queries;
  }

  @Override
  public AlarmQueries alarms() {
    return alarms;
  }

  @Override
  public ComparisonQueries comparisons() {
    return comparisons;
  }

  @Override
  public BoardQueries boards() {
    return boards;
  }

  @Override
  public ZoneId zone() {
    return rules.zone();
  }

  @Override
  public int today() {
    return (int) LocalDate.ofInstant(clock.instant(), rules.zone()).toEpochDay();
  }

  @Override
  public void close() {
    driver.close();
  }
}
