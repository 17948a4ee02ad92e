package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.streams.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessCommandTest {
  @TempDir Path dir;

  private final Shell shell = new Shell(Map.of());

  private Result access(String line) {
    return shell.run(("access " + line + " --data " + dir).split(" ", -1));
  }

  @Test
  void printsATokenOnceAndTakesItBack() throws IOException {
    Result added = access("add --name Ada --role self --rep R-001 --expires 2999-01-01");
    Result second = access("add --name Bo --role team --role engineer --team north --team south");
    Result listed = access("list --format csv");
    Result revoked = access("revoke Ada");
    Result again = access("list --format csv");

    assertThat(added.code()).isZero();
    assertThat(added.out().strip()).matches("wly_[A-Za-z0-9_-]{32}");
    assertThat(added.err()).contains("this once");
    assertThat(second.code()).isZero();
    assertThat(listed.out())
        .startsWith("name,roles,rep,teams,created,expires,state\nAda,self,R-001,,")
        .contains(",2999-01-01T00:00:00Z,valid\nBo,team engineer,,north south,")
        .doesNotContain("wly_");
    assertThat(Files.readString(dir.resolve("access.json"))).contains("Bo");
    assertThat(revoked.code()).isZero();
    assertThat(again.out()).doesNotContain("Ada").contains("Bo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          add --name Ada --role boss                               | no role: 'boss'
          add --name Ada --role self                               | rep and role self belong together
          add --name Ada --role company --team north               | teams and role team belong together
          add --name Ada --role company --expires 2001-01-01       | is past
          add --name Ada --role company --expires tomorrow         | no date
          add --name Ada                                           | Missing required option: '--role
          revoke Ada                                               | nobody named 'Ada' has a token
          """)
  void refusesWhatCannotBeGranted(String line, String message) {
    Result result = access(line);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(message);
    assertThat(dir.resolve("access.json")).doesNotExist();
  }
}
