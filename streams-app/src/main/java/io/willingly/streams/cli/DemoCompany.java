package io.willingly.streams.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.demo.Company;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Which company lives in a data directory: drawn on the first start, the same ever after. */
record DemoCompany(long seed, int reps, String from, String zone) {
  private static final String FILE = "demo.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the command line asks for; null where it does not say. */
  record Wish(@Nullable Long seed, @Nullable Integer reps, @Nullable Integer historyDays) {
    boolean differs(DemoCompany found) {
      return (seed != null && seed != found.seed) || (reps != null && reps != found.reps);
    }
  }

  /**
   * The company of the directory, founded as wished when there is none.
   *
   * @throws BadInput when another one lives there
   */
  static Company of(Path dataDir, Wish wish, LocalDate today, ZoneId zone) {
    Path file = dataDir.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        Files.write(file, JSON.writeValueAsBytes(found(wish, today, zone)));
      }
      DemoCompany found = JSON.readValue(Files.readAllBytes(file), DemoCompany.class);
      if (wish.differs(found)) {
        throw new BadInput(
            "another company lives in %s (--seed %d --reps %d); take another --data"
                .formatted(dataDir, found.seed, found.reps));
      }
      return new Company(
          new Company.Settings(
              found.seed, found.reps, LocalDate.parse(found.from), ZoneId.of(found.zone)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + file, e);
    }
  }

  private static DemoCompany found(Wish wish, LocalDate today, ZoneId zone) {
    LocalDate from =
        wish.historyDays == null
            ? today.minusMonths(Company.HISTORY_MONTHS)
            : today.minusDays(wish.historyDays);
    return new DemoCompany(
        wish.seed == null ? Company.Settings.SEED : wish.seed,
        wish.reps == null ? Company.Settings.REPS : wish.reps,
        from.toString(),
        zone.getId());
  }
}
