package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.streams.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody's own exports: guessed, counted aside, told, and forgotten or kept. */
class TryIT {
  private static final String DEALS =
      """
      Deal ID,Customer,Owner,Stage,Close Date,Amount
      1,Alpha,Ada,Won,2026-02-03,"€1,000.00"
      2,Beta,Bo,Won,2026-02-04,"€2,000.00"
      3,Gamma,Bo,Lost,2026-02-05,"€3,000.00"
      4,Delta,Bo,Won,no day,"€4,000.00"
      5,Eps,Bo,Won,2026-02-05,"€5,000.00"
      6,Zeta,Bo,Won,2026-02-05,not yet
      """;
  private static final String ANSWERS =
      """
      Timestamp,Company,How happy are you with the price?
      2026-02-10 10:00,Alpha,5
      2026-02-11 10:00,Beta,2
      2026-02-12 10:00,Nobody,4
      """;

  @TempDir Path temp;
  private final Shell shell = new Shell(Map.of());

  @Test
  void tellsTheNumbersOfTwoExportsAndKeepsWhatIsAskedFor() throws IOException {
    Path deals = Files.writeString(temp.resolve("deals.csv"), DEALS);
    Path answers = Files.writeString(temp.resolve("answers.csv"), ANSWERS);
    Path saved = temp.resolve("saved");
    Path kept = temp.resolve("kept");

    Result tried =
        shell.run(
            "try",
            deals.toString(),
            answers.toString(),
            "--save",
            saved.toString(),
            "--keep",
            kept.toString());
    Result report =
        shell.run(
            "report",
            "--data",
            kept.toString(),
            "--scope",
            "rep",
            "--period",
            "all",
            "--format",
            "csv");
    Result replayed =
        shell.run(
            "replay",
            "--json",
            "--data",
            kept.toString(),
            "--as",
            "try",
            "--source",
            saved.toString(),
            deals.toString(),
            answers.toString());

    assertThat(tried.code()).as(tried.err()).isZero();
    assertThat(tried.err())
        .containsPattern("deals.rep +Owner +Ada +likely")
        .contains("rejected deals.csv row 4 (line 5): won.occurredAt from 'Close Date'")
        .contains(
            "deals.csv row 6 (line 7): 'not yet' in column 'Amount' cannot be read and is left")
        .contains(
            "1 wait: R29, R33: waits for a deal of this customer signed at or before it; such")
        .contains("such as row 3:answered of customer Nobody")
        .contains("9 rows, 7 events counted in ");
    assertThat(tried.out()).containsPattern("Bo +PRIMARY +3 ").contains("1    rejected");
    assertThat(report.out())
        .contains("rep,Ada,PRIMARY,all,1,0,")
        .contains("rep,Bo,PRIMARY,all,3,1,");
    assertThat(replayed.out()).contains("\"duplicate\":8");
  }

  @Test
  void saysWhichColumnItNeedsAndStartsNothing() throws IOException {
    Path deals = Files.writeString(temp.resolve("deals.csv"), DEALS);
    Path answers =
        Files.writeString(
            temp.resolve("answers.csv"), "Timestamp,Happy with the price?\n2026-02-10,5\n");

    Result tried = shell.run("try", deals.toString(), answers.toString());

    assertThat(tried.code()).isEqualTo(2);
    assertThat(tried.err()).contains("say --set surveys.customer=...");
    assertThat(tried.out()).isEmpty();
  }
}
