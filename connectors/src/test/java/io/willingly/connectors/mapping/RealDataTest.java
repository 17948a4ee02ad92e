package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.willingly.event.CallEvent;
import io.willingly.event.DealEvent;
import io.willingly.event.DealKind;
import io.willingly.event.SurveyEvent;
import io.willingly.event.SurveyStep;
import io.willingly.testkit.data.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped mappings on the real data; the numbers are counted by others or in SQL. */
class RealDataTest {
  @TempDir private Path folder;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<DealEvent> deals = new ArrayList<>();
  private final List<CallEvent> calls = new ArrayList<>();
  private final List<SurveyEvent> surveys = new ArrayList<>();

  @Test
  void mavenDealsPerAgentAreThoseOfTheIndependentSql() throws Exception {
    RunSummary summary = run("maven-crm", "maven-crm.tar.xz");

    assertThat(summary).isEqualTo(new RunSummary(8_835, 8_335, 15_046, 500, 0));
    assertThat(counts)
        .containsOnly(
            entry("OPENED", 8_300), entry("WON", 4_238), entry("LOST", 2_473), entry("rep", 35));
    Map<String, List<Long>> perAgent = new HashMap<>();
    for (DealEvent deal : deals) {
      List<Long> cells =
          perAgent.computeIfAbsent(deal.getRepId(), rep -> new ArrayList<>(List.of(0L, 0L, 0L)));
      if (deal.getKind() == DealKind.WON) {
        cells.set(0, cells.get(0) + 1);
        cells.set(2, cells.get(2) + deal.getAmount().getMinor() / 100);
      } else if (deal.getKind() == DealKind.LOST) {
        cells.set(1, cells.get(1) + 1);
      }
    }
    // sales_agent,manager,regional_office,opps,won,lost,open,revenue,...
    for (String[] line : expected("maven_crm_per_agent.csv")) {
      if (!line[3].equals("0")) {
        assertThat(perAgent.remove(line[0]))
            .as(line[0])
            .containsExactly(Long.valueOf(line[4]), Long.valueOf(line[5]), Long.valueOf(line[7]));
      }
    }
    assertThat(perAgent).isEmpty();
    assertThat(deals).extracting(DealEvent::getProductLine).doesNotContain("GTXPro");
    assertThat(deals.stream().filter(d -> d.getCustomerId().startsWith("~deal:")))
        .as("deals without account")
        .isNotEmpty();
  }

  @Test
  void bankCallsPerMonthAreThoseOfTheIndependentSql() throws Exception {
    RunSummary summary = run("bank-marketing", "bank-marketing.tar.xz");

    // All rows, the 12 exact copies included: equal rows are different calls.
    assertThat(summary).isEqualTo(new RunSummary(41_188, 41_188, 82_376, 0, 0));
    assertThat(counts)
        .containsOnly(entry("call", 41_188), entry("WON", 4_640), entry("LOST", 36_548));
    Map<String, long[]> perMonth = new HashMap<>();
    for (CallEvent call : calls) {
      long[] cells = perMonth.computeIfAbsent(month(call.getOccurredAt()), m -> new long[3]);
      cells[0]++;
      cells[1] += call.getDurationMillis() / 1000;
    }
    for (DealEvent deal : deals) {
      if (deal.getKind() == DealKind.WON) {
        perMonth.computeIfAbsent(month(deal.getOccurredAt()), m -> new long[3])[2]++;
      }
    }
    Map<String, long[]> expected = new HashMap<>();
    // month,contact,calls,won,talk_seconds,...
    for (String[] line : expected("bank_marketing_by_month.csv")) {
      long[] cells = expected.computeIfAbsent(line[0], m -> new long[3]);
      cells[0] += Long.parseLong(line[2]);
      cells[1] += Long.parseLong(line[4]);
      cells[2] += Long.parseLong(line[3]);
    }
    assertThat(perMonth.keySet()).isEqualTo(expected.keySet());
    expected.forEach((month, cells) -> assertThat(perMonth.get(month)).containsExactly(cells));
    assertThat(calls.get(0).getOccurredAt()).isEqualTo("2008-05-01T00:00:00Z");
    assertThat(calls.get(41_187).getOccurredAt()).isEqualTo("2010-11-01T00:00:00Z");
    Set<String> reps = new HashSet<>();
    calls.forEach(call -> reps.add(call.getRepId()));
    assertThat(reps).hasSize(40);
    assertThat(calls.stream().filter(call -> call.getDurationMillis() == 0)).hasSize(4);
  }

  @Test
  void retailCancellationsFindTheSaleTheyCancel() throws Exception {
    RunSummary summary = run("online-retail", "online-retail-dev.tar.xz");

    // 13,905 invoices that are no cancellation, 3 of them adjustments of bad debt.
    assertThat(counts).contains(entry("WON", 13_902));
    assertThat(summary.filtered()).isEqualTo(3);
    assertThat(summary.rejected()).isZero();
    Set<String> sold = new HashSet<>();
    Set<String> anonymous = new HashSet<>();
    for (DealEvent deal : deals) {
      if (deal.getKind() == DealKind.WON) {
        sold.add(deal.getDealId());
        if (deal.getCustomerId().startsWith("~deal:")) {
          anonymous.add(deal.getDealId());
        }
      }
    }
    assertThat(anonymous).as("R41: invoices without customer").hasSize(2_487);
    Set<String> linked = new HashSet<>();
    for (DealEvent deal : deals) {
      if (deal.getKind() == DealKind.CANCELLED && sold.contains(deal.getDealId())) {
        linked.add(deal.getDealId());
      }
    }
    assertThat(linked).as("invoices with a cancelled line").hasSize(2_011);
  }

  @Test
  void olistOrdersOfOverlappingSamplesAreCountedOnce() throws Exception {
    RunSummary summary = run("olist", "olist-dev.tar.xz");

    assertThat(summary.rejected()).isZero();
    Map<String, Set<String>> sellers = new HashMap<>();
    for (DealEvent deal : deals) {
      if (deal.getKind() == DealKind.WON) {
        String[] id = deal.getDealId().split(":", 2);
        assertThat(sellers.computeIfAbsent(id[0], order -> new HashSet<>()).add(id[1])).isTrue();
      }
    }
    List<Set<String>> several = sellers.values().stream().filter(s -> s.size() > 1).toList();
    assertThat(several).as("R24: orders of several sellers").hasSize(93);
    assertThat(several.stream().mapToInt(Set::size).sum()).isEqualTo(189);
    Set<String> answered = new HashSet<>();
    for (SurveyEvent survey : surveys) {
      if (survey.getStep() == SurveyStep.ANSWERED) {
        assertThat(survey.getAnswers()).hasSize(1);
        assertThat(answered.add(survey.getSurveyId())).isTrue();
      }
    }
    assertThat(answered).hasSize(counts.getOrDefault("DELIVERED", 0));
  }

  @Test
  void harperValleyRatingsAreThoseOfItsDescription() throws Exception {
    run("harper-valley", "harper-valley.tar.xz");

    assertThat(counts)
        .containsOnly(entry("call", 12), entry("ANSWERED", 10), entry("DELIVERED", 2));
    assertThat(
            surveys.stream()
                .filter(s -> s.getStep() == SurveyStep.ANSWERED)
                .mapToInt(s -> s.getAnswers().get(0).getValue())
                .sorted())
        .containsExactly(2, 10, 10, 10, 10, 10, 10, 10, 10, 10);
    CallEvent heard =
        calls.stream()
            .filter(c -> c.getCallId().equals("0002f70f7386445b"))
            .findFirst()
            .orElseThrow();
    assertThat(heard.getRepSpeechMillis()).isEqualTo(12_270);
    assertThat(heard.getCustomerSpeechMillis()).isEqualTo(8_880);
  }

  private RunSummary run(String mapping, String archive) throws IOException, InterruptedException {
    Path files = RealData.unpacked(archive, folder);
    return new MappingLoader(ZoneId.of("UTC"))
        .load(mapping)
        .run(List.of(files), RunOptions.of(mapping), this::take);
  }

  private void take(RowOutcome outcome) {
    if (outcome instanceof RowOutcome.Mapped mapped) {
      for (MappedEvent event : mapped.events()) {
        String name = event.family().name().toLowerCase(Locale.ROOT);
        if (event.event() instanceof DealEvent deal) {
          deals.add(deal);
          name = deal.getKind().name();
        } else if (event.event() instanceof SurveyEvent survey) {
          surveys.add(survey);
          name = survey.getStep().name();
        } else if (event.event() instanceof CallEvent call) {
          calls.add(call);
        }
        counts.merge(name, 1, Integer::sum);
      }
    }
  }

  private static List<String[]> expected(String file) throws IOException {
    return Files.readAllLines(RealData.folder().resolve("expected").resolve(file)).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .toList();
  }

  private static String month(Instant time) {
    return time.atOffset(ZoneOffset.UTC).getMonth().name().substring(0, 3).toLowerCase(Locale.ROOT);
  }
}
