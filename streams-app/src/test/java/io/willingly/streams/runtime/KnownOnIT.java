package io.willingly.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.period.Closing;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.demo.Company;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.StateStores;
import io.willingly.streams.query.StreamsQueries;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.Published;
import io.willingly.streams.testing.PublishedPast;
import io.willingly.streams.testing.PublishedPast.Tile;
import io.willingly.streams.testing.TestClock;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small company through a broker, day by day: what readers of the topic saw at the end of a day
 * is what is answered later as known on it, and the deals sum to it.
 */
class KnownOnIT {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Definition RULES = Definition.standard(ZONE);
  private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
  private static final int DAYS = 30;
  private static final int TILES = 100;

  @Test
  void aPastDayIsAnsweredAsItWasPublished(@TempDir Path directory) {
    TestClock clock = new TestClock(FROM);
    PublishedPast past = new PublishedPast();
    try (DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
        PipelineRun run =
            PipelineRun.start(
                broker.bootstrapServers(), directory.resolve("state"), RULES, clock)) {
      Iterator<Fact> facts = new Company(new Company.Settings(5, 12, FROM, ZONE)).facts();
      Fact next = facts.next();
      for (int day = (int) FROM.toEpochDay(); day < FROM.toEpochDay() + DAYS; day++) {
        List<Fact> arrived = new ArrayList<>();
        for (; RULES.dayOfMillis(next.delivery().arrival()) <= day; next = facts.next()) {
          arrived.add(next);
        }
        clock.set(LocalDate.ofEpochDay(day));
        PipelineRun.send(broker.bootstrapServers(), arrived);
        run.drained();
        past.record(day, Published.latest(broker.bootstrapServers(), Topics.SERVICE_QUALITY));
      }
      Queries queries =
          new StreamsQueries(
              StateStores.of(run.service().streams(), PipelineRun.PARTITIONS),
              RULES,
              "company",
              Closing.STANDARD,
              (scope, period) -> Map.of(),
              () -> 0);

      List<Tile> tiles = past.pick(TILES, new Random(1));
      for (Tile tile : tiles) {
        past.assertSame(tile, past.ask(tile, queries));
      }

      assertThat(tiles).filteredOn(past::changedSince).hasSizeGreaterThan(TILES / 10);
    }
  }
}
