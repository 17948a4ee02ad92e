package io.willingly.connectors.guess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.connectors.guess.Guess.Certainty;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.MappedEvent;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.event.Answer;
import io.willingly.event.DealEvent;
import io.willingly.event.DealKind;
import io.willingly.event.SurveyEvent;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports as the usual systems write them; all rows are made up. */
class GuesserTest {
  private static final String HUBSPOT =
      """
      "Record ID","Deal Name","Deal Stage","Amount","Currency","Create Date","Close Date","Deal owner","Associated Company","Associated Contact Email"
      "9001","Alpha, Inc - New","Closed won","12,500.00","EUR","2026-01-05 09:12","2026-02-10 15:30","Ada Sample","Alpha, Inc","ann@alpha.test"
      "9002","Beta - New","Closed won","8,000.00","EUR","2026-01-07 10:00","2026-02-12 11:00","Bo Sample","Beta","bob@beta.test"
      "9003","Gamma - New","Closed lost","5,000.00","EUR","2026-01-09 10:00","2026-02-15 11:00","Bo Sample","Gamma","gus@gamma.test"
      "9004","Delta - New","Contract sent","7,000.00","EUR","","2026-12-15 11:00","Ada Sample","Delta","dee@delta.test"
      """;
  private static final String TYPEFORM =
      """
      "#","How happy are you with the price you paid?","Would you buy from us again?","email","Start Date (UTC)","Submit Date (UTC)","Network ID"
      "a1","5","Yes","Ann@Alpha.test","2026-02-20 08:00:00","2026-02-20 08:03:00","n1"
      "a2","2","No","bob@beta.test","2026-02-21 08:00:00","2026-02-21 08:03:00","n2"
      """;
  private static final String PIPEDRIVE =
      """
      Deal - ID;Deal - Status;Deal - Stage;Deal - Value;Deal - Currency of Value;Deal - Deal created;Deal - Won time;Deal - Lost time;Deal - Owner;Deal - Organization
      1;Won;Negotiation;1.250,50;EUR;03.01.2026 09:10;20.02.2026 10:00;;Ada Sample;Alpha GmbH
      2;Lost;Proposal;900,00;EUR;04.01.2026 09:10;;22.02.2026 10:00;Bo Sample;Beta GmbH
      3;Open;Proposal;12.900,00;EUR;05.01.2026 09:10;;;Bo Sample;Gamma GmbH
      4;Won;Negotiation;400,00;EUR;05.01.2026 09:10;21.02.2026 08:00;;Bo Sample;Delta GmbH
      """;
  private static final String UMFRAGE =
      """
      Zeitstempel;Firma;Wie zufrieden sind Sie mit dem Preis?;Würden Sie uns weiterempfehlen? (0-10)
      01.03.2026 12:00;Alpha GmbH;sehr zufrieden;9
      13.03.2026 12:00;Delta GmbH;unzufrieden;3
      """;
  private static final String SALESFORCE =
      """
      Opportunity ID,Account Name,Opportunity Owner,Stage,Amount Currency,Amount,Close Date,Created Date
      006A1,Alpha Ltd,Ada Sample,Closed Won,USD,12500,2/10/2026,1/5/2026
      006A2,Beta Ltd,Bo Sample,Closed Won,USD,8000,2/25/2026,1/7/2026
      006A3,Gamma Ltd,Bo Sample,Closed Lost,USD,5000,2/15/2026,1/9/2026
      """;
  private static final String SURVEYMONKEY =
      """
      Respondent ID,Start Date,End Date,Email Address,Custom Data 1,How satisfied are you with the price you paid?,How likely are you to recommend us?
      ,,,,,Response,Response
      1001,03/01/2026 09:00:00 AM,03/01/2026 09:05:00 AM,ann@a.test,006A1,Very satisfied,10
      1002,03/14/2026 09:00:00 AM,03/14/2026 09:05:00 AM,bob@b.test,006A2,Dissatisfied,2
      """;

  @TempDir Path temp;

  @Test
  void readsHubspotDealsAndTypeformAnswersByTheMailAddressTheyShare() throws IOException {
    List<Path> files = List.of(file("deals.csv", HUBSPOT), file("answers.csv", TYPEFORM));

    Guess guess = Guesser.guess(files, Map.of());
    List<RowOutcome> rows = map(guess, files);

    assertThat(column(guess, "deals.customer")).isEqualTo("Associated Contact Email");
    assertThat(column(guess, "deals.rep")).isEqualTo("Deal owner");
    assertThat(column(guess, "deals.lost")).isNull();
    assertThat(column(guess, "surveys.answered")).isEqualTo("Submit Date (UTC)");
    DealEvent won = deal(rows, "9001:closed");
    assertThat(won.getKind()).isEqualTo(DealKind.WON);
    assertThat(won.getAmount().getMinor()).isEqualTo(1_250_000);
    assertThat(won.getCustomerId()).isEqualTo("ann@alpha.test");
    assertThat(deal(rows, "9003:closed").getKind()).isEqualTo(DealKind.LOST);
    SurveyEvent answer = survey(rows, "n1:answered");
    assertThat(answer.getCustomerId()).isEqualTo("ann@alpha.test");
    assertThat(answer.getOccurredAt()).isEqualTo(Instant.parse("2026-02-20T08:03:00Z"));
    assertThat(answers(answer))
        .containsExactlyInAnyOrder("WOULD_PAY_AGAIN 5", "HAPPY_WITH_PRICE 5");
    assertThat(rows).filteredOn(RowOutcome.Filtered.class::isInstance).hasSize(1);
  }

  @Test
  void readsSemicolonsDecimalCommasEuropeanDaysAndLatinLetters() throws IOException {
    List<Path> files =
        List.of(
            file("deals.csv", PIPEDRIVE),
            file("umfrage.csv", UMFRAGE, Charset.forName("windows-1252")));

    Guess guess = Guesser.guess(files, Map.of());
    List<RowOutcome> rows = map(guess, files);

    DealEvent won = deal(rows, "1:closed");
    assertThat(won.getAmount().getMinor()).isEqualTo(125_050);
    assertThat(won.getOccurredAt()).isEqualTo(Instant.parse("2026-02-20T10:00:00Z"));
    assertThat(deal(rows, "2:closed").getOccurredAt())
        .isEqualTo(Instant.parse("2026-02-22T10:00:00Z"));
    assertThat(column(guess, "deals.stage")).isEqualTo("Deal - Status");
    assertThat(events(rows, SurveyEvent.class).get(0).getCustomerId()).isEqualTo("Alpha GmbH");
    assertThat(answers(events(rows, SurveyEvent.class).get(1)))
        .containsExactlyInAnyOrder("WOULD_RECOMMEND 3", "HAPPY_WITH_PRICE 2");
  }

  @Test
  void findsTheDealOfASurveyMonkeyAnswerInAColumnOfAnyName() throws IOException {
    List<Path> files = List.of(file("opps.csv", SALESFORCE), file("survey.csv", SURVEYMONKEY));

    Guess guess = Guesser.guess(files, Map.of());
    List<RowOutcome> rows = map(guess, files);

    assertThat(column(guess, "surveys.deal")).isEqualTo("Custom Data 1");
    assertThat(deal(rows, "006A1:closed").getOccurredAt())
        .isEqualTo(Instant.parse("2026-02-10T00:00:00Z"));
    SurveyEvent answer = survey(rows, "1001:answered");
    assertThat(answer.getCustomerId()).isEqualTo("Alpha Ltd");
    assertThat(answer.getDealId()).isEqualTo("006A1");
    assertThat(answers(answer))
        .containsExactlyInAnyOrder("WOULD_RECOMMEND 10", "HAPPY_WITH_PRICE 5");
    assertThat(rows).noneMatch(RowOutcome.Rejected.class::isInstance);
  }

  @Test
  void readsAnswersOfWhichTheHeaderOnlySaysThatTheyWereSubmitted() throws IOException {
    List<Path> files =
        List.of(
            file(
                "deals.csv",
                """
                Deal ID,Account Name,Owner,Close Date,Amount,Currency,Stage
                1,Acme,Ann,2026-10-01,1200.50,EUR,Closed Won
                2,Brix,Bob,2026-10-03,900,EUR,Closed Won
                """),
            file(
                "answers.csv",
                """
                Deal ID,Submitted,How happy are you with the price you paid? (1-5)
                1,2026-10-05,5
                2,2026-10-09,2
                """));

    Guess guess = Guesser.guess(files, Map.of());
    List<RowOutcome> rows = map(guess, files);

    assertThat(column(guess, "surveys.answered")).isEqualTo("Submitted");
    assertThat(events(rows, SurveyEvent.class))
        .extracting(answer -> answers(answer).get(0))
        .containsExactlyInAnyOrder("HAPPY_WITH_PRICE 5", "HAPPY_WITH_PRICE 2");
  }

  @Test
  void asksWhichNumberIsTheDayWhenNoValueTells() throws IOException {
    List<Path> files =
        List.of(
            file(
                "deals.csv",
                """
                Deal ID,Customer,Owner,Stage,Close Date
                1,A,Ada,Won,03/04/2026
                2,B,Bo,Won,05/06/2026
                """));

    Guess guess = Guesser.guess(files, Map.of());
    Guess corrected = Guesser.guess(files, Map.of("dates", "day-first"));

    assertThat(guess.mapping()).isNull();
    assertThat(guess.problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.text())
                    .isEqualTo(
                        "deals.csv: 'Close Date': no value tells the day from the month, such as"
                            + " '03/04/2026'; it has day-first, month-first; say --set dates=..."));
    assertThat(deal(map(corrected, files), "1:closed").getOccurredAt())
        .isEqualTo(Instant.parse("2026-04-03T00:00:00Z"));
  }

  @Test
  void takesCorrectionsOfColumnsStagesKindsAndCurrency() throws IOException {
    List<Path> files =
        List.of(
            file(
                "export.csv",
                """
                Nr,Wer,Betreut von,Stufe,Abschlussdatum,Betrag
                1,A,Ada,Auftrag,2026-02-03,10
                2,B,Bo,Absage,2026-02-04,20
                """));

    Guess guess =
        Guesser.guess(
            files,
            Map.of(
                "export.csv", "deals",
                "deals.customer", "Wer",
                "rep", "Betreut von",
                "stage", "Stufe",
                "won", "Auftrag",
                "lost_stage", "Absage",
                "currency", "CHF"));
    List<RowOutcome> rows = map(guess, files);

    assertThat(deal(rows, "1:closed").getRepId()).isEqualTo("Ada");
    assertThat(deal(rows, "1:closed").getAmount().getCurrency()).isEqualTo("CHF");
    assertThat(deal(rows, "2:closed").getKind()).isEqualTo(DealKind.LOST);
    assertThat(guess.rows())
        .filteredOn(row -> row.key().equals("deals.rep"))
        .allMatch(row -> row.certainty() == Certainty.SAID);
  }

  @Test
  void saysWhatLinksNothing() throws IOException {
    List<Path> files =
        List.of(
            file("deals.csv", SALESFORCE),
            file("answers.csv", "Timestamp,Happy with the price?\n2026-03-01,5\n2026-03-02,4\n"));

    Guess guess = Guesser.guess(files, Map.of());

    assertThat(guess.mapping()).isNull();
    assertThat(guess.problems().get(0).text())
        .startsWith("answers.csv: nothing says which customer or deal a row is about")
        .endsWith("say --set surveys.customer=...");
  }

  @Test
  void refusesACorrectionThatCorrectsNothing() throws IOException {
    List<Path> files = List.of(file("deals.csv", SALESFORCE));

    assertThatThrownBy(() -> Guesser.guess(files, Map.of("deals.repp", "Stage")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("did you mean 'deals.rep'?");
    assertThatThrownBy(() -> Guesser.guess(files, Map.of("deals.rep", "Opportunity Ownr")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("did you mean 'Opportunity Owner'?");
  }

  private Path file(String name, String text) throws IOException {
    return file(name, text, StandardCharsets.UTF_8);
  }

  private Path file(String name, String text, Charset charset) throws IOException {
    return Files.write(temp.resolve(name), text.getBytes(charset));
  }

  private static List<RowOutcome> map(Guess guess, List<Path> files) {
    assertThat(guess.problems()).isEmpty();
    Mapping mapping =
        new MappingLoader(ZoneOffset.UTC).parse("guess", String.valueOf(guess.mapping()));
    List<RowOutcome> rows = new ArrayList<>();
    mapping.run(files, RunOptions.of("try"), rows::add);
    return rows;
  }

  private static @Nullable String column(Guess guess, String key) {
    return guess.rows().stream()
        .filter(row -> row.key().equals(key))
        .findFirst()
        .orElseThrow()
        .column();
  }

  private static <T extends SpecificRecord> List<T> events(List<RowOutcome> rows, Class<T> type) {
    return rows.stream()
        .filter(RowOutcome.Mapped.class::isInstance)
        .flatMap(row -> ((RowOutcome.Mapped) row).events().stream())
        .map(MappedEvent::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private static DealEvent deal(List<RowOutcome> rows, String eventId) {
    return events(rows, DealEvent.class).stream()
        .filter(event -> event.getEventId().equals(eventId))
        .findFirst()
        .orElseThrow(() -> new AssertionError(rows.toString()));
  }

  private static SurveyEvent survey(List<RowOutcome> rows, String eventId) {
    return events(rows, SurveyEvent.class).stream()
        .filter(event -> event.getEventId().equals(eventId))
        .findFirst()
        .orElseThrow(() -> new AssertionError(rows.toString()));
  }

  private static List<String> answers(SurveyEvent event) {
    return event.getAnswers().stream().map(GuesserTest::text).toList();
  }

  private static String text(Answer answer) {
    return answer.getItem() + " " + answer.getValue();
  }
}
