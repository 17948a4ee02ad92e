package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.connectors.mapping.InputException;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.config.Settings;
import io.willingly.streams.config.SettingsReader;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Report;
import io.willingly.streams.trial.NamedContent;
import io.willingly.streams.trial.TrialRun;
import io.willingly.streams.trial.TrialRun.State;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trial beside a pipeline that runs in the same process. */
class TrialsIT {
  @TempDir Path temp;
  private final Host host = new Host(new Shell(Map.of()).console(), Map.of(), Clock.systemUTC());

  private record Text(String name, String text) implements NamedContent {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void namesABadFileAsItsOwnerDoes() {
    Settings settings =
        new SettingsReader(Map.of())
            .read(Map.of(), Map.of("data.dir", temp.resolve("data").toString()));
    try (LocalTrials trials = new LocalTrials(host, settings, Duration.ofMinutes(5))) {
      for (String bad : List.of("", "id\n1\n")) {
        assertThatThrownBy(() -> trials.open(List.of(new Text("my deals.csv", bad))))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("my deals.csv")
            .hasMessageNotContaining("willingly-try");
      }
    }
  }

  @Test
  void countsBesideARunningPipelineAndIsForgotten() {
    Settings settings =
        new SettingsReader(Map.of())
            .read(Map.of(), Map.of("data.dir", temp.resolve("data").toString()));
    Text deals =
        new Text("deals.csv", "Deal ID,Customer,Rep,Status,Date\n1,A,Ada,Won,03/04/2026\n");

    try (OwnSession owner =
            host.own(settings, new Purpose("run", Duration.ofMillis(100)), Clock.systemUTC());
        LocalTrials trials = new LocalTrials(host, settings, Duration.ofMinutes(5))) {
      TrialRun trial = trials.open(List.of(deals));
      assertThat(trial.guess().problems()).hasSize(1);
      trial.correct(Map.of("dates", "day-first"));
      trial.start();
      assertThatThrownBy(() -> trials.open(List.of(deals)))
          .isInstanceOf(IllegalStateException.class);
      long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (trial.progress().state() == State.COUNTING && System.nanoTime() < deadline) {
        Waiting.pause(50);
      }

      assertThat(trial.progress().state()).as(trial.progress().message()).isEqualTo(State.DONE);
      assertThat(trial.progress().outcomes()).containsEntry("counted", 1L);
      Report tried = trial.queries().report(ScopeId.Kind.REP, Period.ALL, AsOf.day(trial.today()));
      assertThat(tried.rows()).extracting(Report.Row::id).containsExactly("Ada");
      assertThat(
              owner.queries().report(ScopeId.Kind.REP, Period.ALL, AsOf.day(owner.today())).rows())
          .isEmpty();
      trial.close();
      assertThat(trials.find(trial.id())).isEmpty();
      assertThat(trial.progress().state()).isEqualTo(State.CLOSED);
    }
  }
}
