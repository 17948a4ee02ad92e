package io.willingly.streams.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.streams.config.BadInput;
import io.willingly.streams.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init") // set before each test
class AccessTokensTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final Viewer ADA = new Viewer("Ada", Set.of(Role.SELF), "R-001", Set.of());
  private static final Viewer BO =
      new Viewer("Bo", Set.of(Role.TEAM, Role.ENGINEER), null, Set.of("south", "north"));

  @TempDir Path dir;

  private final TestClock clock = new TestClock(TODAY);
  private AccessFile file;
  private String ownerToken;

  @BeforeEach
  void draw() {
    file = new AccessFile(dir.resolve("deep").resolve("access.json"));
    ownerToken = Token.ofLocalOwner(dir);
  }

  private String grant(Viewer viewer, @Nullable Instant expires) {
    String token = Token.draw();
    file.add(Grant.of(viewer, token, clock.instant(), expires));
    return token;
  }

  private AccessTokens tokens() {
    return new AccessTokens(file, ownerToken, clock);
  }

  @Test
  void findsWhoHoldsAToken() {
    String ada = grant(ADA, null);
    String bo = grant(BO, null);

    AccessTokens tokens = tokens();

    assertThat(tokens.find(ada)).contains(ADA);
    assertThat(tokens.find(bo)).contains(BO);
    assertThat(tokens.find(ownerToken)).contains(Viewer.localOwner());
    assertThat(tokens.find(Token.draw())).isEmpty();
    assertThat(tokens.find("")).isEmpty();
    assertThat(tokens.find(Token.sha256(ada))).isEmpty();
  }

  @Test
  void whatIsGrantedOrRevokedCountsAtOnce() {
    AccessTokens tokens = tokens();
    assertThat(tokens.anyGranted()).isFalse();

    String ada = grant(ADA, null);
    assertThat(tokens.find(ada)).contains(ADA);
    assertThat(tokens.anyGranted()).isTrue();

    file.revoke("Ada");
    assertThat(tokens.find(ada)).isEmpty();
    assertThat(tokens.anyGranted()).isFalse();
  }

  @Test
  void anExpiredTokenIsWorthNothing() {
    String ada = grant(ADA, Instant.parse("2026-11-23T00:00:00Z"));
    AccessTokens tokens = tokens();
    assertThat(tokens.find(ada)).contains(ADA);

    clock.set(TODAY.plusDays(1));

    assertThat(tokens.find(ada)).isEmpty();
    assertThat(tokens.anyGranted()).isFalse();
  }

  @Test
  void whileTheFileIsDamagedOnlyTheOwnerIsLetIn() throws IOException {
    String ada = grant(ADA, null);
    AccessTokens tokens = tokens();
    String content = Files.readString(file.path());

    Files.writeString(file.path(), "{\"tokens\": [");
    assertThat(tokens.find(ada)).isEmpty();
    assertThat(tokens.find(ownerToken)).contains(Viewer.localOwner());

    Files.writeString(file.path(), content + "\n");
    assertThat(tokens.find(ada)).contains(ADA);
  }

  @Test
  void keepsDigestsOnlyAndForTheUserAlone() throws IOException {
    String ada = grant(ADA, null);

    assertThat(Files.readString(file.path())).doesNotContain(ada).contains(Token.sha256(ada));
    for (Path secret : List.of(file.path(), dir.resolve("http-token"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
    assertThat(ada).matches("wly_[A-Za-z0-9_-]{32}");
    assertThat(Token.draw()).isNotEqualTo(ada);
  }

  @Test
  void theOwnersTokenIsDrawnOnce() throws IOException {
    assertThat(Token.ofLocalOwner(dir)).isEqualTo(ownerToken);

    Files.writeString(dir.resolve("http-token"), "guess");

    assertThatThrownBy(() -> Token.ofLocalOwner(dir))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("http-token holds no token; delete it");
  }

  @Test
  void aNameHasOneTokenAndNobodyIsTheOwner() {
    grant(ADA, null);
    Viewer owner = Viewer.localOwner();

    assertThatThrownBy(() -> grant(ADA, null))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("revoke");
    assertThatThrownBy(() -> grant(owner, null)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> file.revoke("Cy"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("nobody named 'Cy'");
    assertThat(file.read()).extracting(Grant::viewer).containsExactly(ADA);
  }

  /** A good entry, with a part of it replaced by another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"tokens"     | {"keys"  | field tokens: expected is a list
          {"tokens": [  | {        | is no JSON
          "Ada"         | 7        | entry 1, field name: expected is a text
          00000000"     | 0"       | entry 1, field sha256: expected are 64 digits
          "self"        | "boss"   | entry 1, field roles: no role: 'boss'
          ["self"]      | []       | entry 1, field roles: expected is one at least
          ["self"]      | "self"   | entry 1, field roles: expected is a list of texts
          "self"        | "team"   | entry 1: rep and role self belong together
          2026-11-22T12 | soon     | entry 1, field created: expected is a time
          "created"     | "made"   | entry 1, field made: there is no such field
          """)
  void saysWhereTheFileIsDamaged(String part, String instead, String message) throws IOException {
    String good =
        """
        {"tokens": [{"name": "Ada", "sha256": "%s", "roles": ["self"], "rep": "R-001",
         "created": "2026-11-22T12:00:00Z"}]}"""
            .formatted("0".repeat(64));
    Files.createDirectories(file.path().getParent());
    Files.writeString(file.path(), good);
    assertThat(file.read()).hasSize(1);

    Files.writeString(file.path(), good.replace(part, instead));

    assertThat(good).contains(part);
    assertThatThrownBy(file::read)
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(file.path().toString())
        .hasMessageContaining(message);
  }

  @Test
  void twoEntriesOfANameAreDamage() throws IOException {
    grant(ADA, null);
    String one = Files.readString(file.path()).replaceAll("(?s).*\\[ (\\{.*\\}) \\].*", "$1");
    Files.writeString(file.path(), "{\"tokens\": [" + one + "," + one + "]}");

    assertThatThrownBy(file::read)
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("entry 2, field name: two entries have the name \"Ada\"");
  }
}
