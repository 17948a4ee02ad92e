package io.willingly.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.Answer;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.RespondentRole;
import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fact.Content.SurveyStep;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import io.willingly.streams.state.Stores;
import io.willingly.streams.testing.Browser;
import io.willingly.streams.testing.LosableStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WindowType;

/** What a page shows moves with the facts that come in, without being loaded again. */
@SuppressWarnings("NullAway.Init") // set before all tests
class PageLiveIT {
  private static final long DAY_MILLIS = 86_400_000;

  /** Inside the last 90 days, and far enough back for a day 12 that is past. */
  private static final int SIGNED_DAYS_AGO = 40;

  private static Browser browser;
  private static PageStand stand;
  private static String first;

  @BeforeAll
  static void open(@TempDir Path directory) {
    browser = Browser.start(directory.resolve("profile"));
    stand = new PageStand(directory);
    browser.record();
    browser.driver().get(stand.address() + "/#token=" + PageStand.TOKEN);
    browser.await("signed in", () -> browser.holds("return !!document.querySelector('.tile')"));
    first = browser.driver().getWindowHandle();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    if (stand != null) {
      stand.close();
    }
  }

  @AfterEach
  void closeWindows() {
    for (String window : browser.driver().getWindowHandles()) {
      if (!window.equals(first)) {
        browser.driver().switchTo().window(window).close();
      }
    }
    browser.driver().switchTo().window(first);
  }

  private static Fact fact(Family family, String event, String of, int daysAgo, Content content) {
    return new Fact(
        new FactId(family, "browser", event),
        new Version(1, 1),
        false,
        (stand.now() - daysAgo * DAY_MILLIS) * 1_000,
        of,
        new Fact.Delivery(stand.now(), 0),
        content);
  }

  private static Fact deal(
      String deal, DealKind kind, int daysAgo, @Nullable ReversalReason reason) {
    Content content =
        new Content.Deal(
            kind,
            deal,
            new Money(250_000, "EUR"),
            null,
            null,
            null,
            reason,
            null,
            null,
            null,
            null,
            null,
            stand.rep(),
            null,
            null,
            null,
            List.of());
    return fact(Family.DEAL, kind + "-" + deal, "of-" + deal, daysAgo, content);
  }

  private static Fact won(String deal) {
    return deal(deal, DealKind.WON, SIGNED_DAYS_AGO, null);
  }

  private static Fact refunded(String deal) {
    return deal(deal, DealKind.REFUNDED, SIGNED_DAYS_AGO - 12, ReversalReason.CHANGE_OF_MIND);
  }

  /** Opens a page in a window of its own and marks it: a load would wipe the mark away. */
  private static String window(String page, String ready) {
    browser.driver().switchTo().newWindow(WindowType.TAB);
    browser.record();
    browser.driver().get(stand.address() + "/#/" + page);
    browser.await(page, () -> browser.holds(ready));
    browser.run("window.marked = true");
    return browser.driver().getWindowHandle();
  }

  private static void enter(String window) {
    browser.driver().switchTo().window(window);
    // The driver looks at a window without showing it, and a hidden one hears nothing.
    browser.driver().executeCdpCommand("Page.bringToFront", Map.of());
    assertThat(browser.holds("return window.marked === true")).as("not loaded again").isTrue();
  }

  /** Waits until an element shows a text. */
  private static void shows(String what, String selector, String text) {
    try {
      browser.await(what, () -> texts(selector).stream().anyMatch(each -> each.contains(text)));
    } catch (TimeoutException e) {
      throw new AssertionError(what + " is not \"" + text + "\" but " + texts(selector), e);
    }
  }

  private static List<String> texts(String selector) {
    return browser.texts(
        "return [...document.querySelectorAll(arguments[0])].map((each) => each.innerText)",
        selector);
  }

  private static String basis(JsonNode rate) {
    return rate.path("numerator").asInt() + " of " + rate.path("denominator").asInt();
  }

  private static JsonNode remorse() {
    return stand
        .ask("/summary?scope=organisation&period=rolling-90d")
        .at("/rows/0/rates/remorse_rate_30");
  }

  private static JsonNode row() {
    for (JsonNode row :
        stand.ask("/leaderboard?scope=rep&metric=remorse&period=rolling-90d").path("rows")) {
      if (row.path("id").asText().equals(stand.rep())) {
        return row;
      }
    }
    throw new AssertionError(stand.rep() + " is not on the board");
  }

  private static final String TILE = ".tile:nth-child(2) .basis";

  @Test
  void objectsThatWaitAreToldOfWithTheCureAndComeAsTheyAre() {
    browser.driver().get(stand.address() + "/#/sources");
    String groups =
        "[...document.querySelectorAll('.group')].map((group) => group.innerText).join(' ')";
    browser.await(
        "what waits", () -> browser.holds("return " + groups + ".includes('5 of hubspot')"));
    assertThat(browser.text("return " + groups))
        .contains(
            "5 of hubspot (deal) wait for customer|hubspot|77",
            "`willingly alias set customer '77' OUR-ID --namespace hubspot --by YOU`",
            "such as 9000; 9001; 9002",
            "1 of hubspot (deal) waits for won.repId");
    browser.await(
        "parts",
        () ->
            browser.holds(
                "return document.querySelector('main').innerText"
                    + ".includes('and 20 parts of 9 objects, 6 wait')"));

    stand.dealsWait("salesforce");

    browser.await(
        "what has come", () -> browser.holds("return " + groups + ".includes('5 of salesforce')"));
  }

  @Test
  void aRefundMovesTileBoardFeedAndDealWithoutALoad() {
    stand.arrives(List.of(won("D-REFUND")));
    JsonNode before = remorse();
    int unhappy = row().path("bar_not_happy").asInt();
    String live =
        window(
            "live?board=rep&metric=remorse",
            "return !!document.querySelector('.board [data-row]') && !!document.querySelector('.tile')");
    shows("tile", TILE, basis(before));
    final String tookBack = browser.text(TODAY);
    String deal = window("deal/D-REFUND", "return !!document.querySelector('[data-row]')");
    shows("verdict", ".card-value", "no word yet");

    stand.arrives(List.of(refunded("D-REFUND")));

    JsonNode after = remorse();
    assertThat(after.path("numerator").asInt()).isEqualTo(before.path("numerator").asInt() + 1);
    assertThat(row().path("bar_not_happy").asInt()).isEqualTo(unhappy + 1);
    shows("deal", ".case", "took it back or regrets it\ntook it back, on day 12");
    assertThat(texts("[data-row]")).hasSize(2);
    enter(live);
    shows("tile", TILE, basis(after));
    shows(
        "board",
        ".board [data-row]:has(a[href*='" + stand.rep() + "'])",
        (unhappy + 1) + "\nnot happy");
    shows("feed", ".feed li:first-child", "D-REFUND");
    shows("feed", ".feed li:first-child .effect", "took it back or regret");
    assertThat(browser.text(TODAY)).isEqualTo(String.valueOf(Integer.parseInt(tookBack) + 1));
    enter(deal);
  }

  private static final String TODAY =
      "return [...document.querySelectorAll('.day > span')].find((each) =>"
          + " each.innerText.endsWith('took it back or regret it')).querySelector('b').innerText";

  @Test
  void aDroppedStreamGoesOnWithoutGapOrDouble() {
    window("live?board=rep&metric=remorse", "return !!document.querySelector('.board [data-row]')");
    stand.arrives(List.of(won("D-BEFORE")));
    shows("feed", ".feed li", "D-BEFORE");
    browser.await("all answered", browser::answered);
    final int streams = browser.streams();
    final int snapshots = browser.heard("snapshot").size();
    browser.offline(true);
    stand.arrives(List.of(won("D-DURING")));
    browser.offline(false);
    stand.arrives(List.of(won("D-AFTER")));
    shows("feed", ".feed li", "D-AFTER");
    shows("feed", ".feed li", "D-DURING");
    shows("tile", TILE, basis(remorse()));

    assertThat(texts(".feed .id"))
        .filteredOn(List.of("D-BEFORE", "D-DURING", "D-AFTER")::contains)
        .containsExactly("D-AFTER", "D-DURING", "D-BEFORE");
    assertThat(browser.streams()).as("the same stream went on").isEqualTo(streams);
    assertThat(browser.heard("snapshot")).as("from where it was").hasSize(snapshots);
    // Those before all was answered have no id: nobody could go on from there.
    assertThat(browser.heard("delta"))
        .filteredOn(each -> !each.equals("delta "))
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  @Test
  void aServerThatIsGoneIsToldAndItsReturnShownFromTheStart() {
    String live = window("live", "return !!document.querySelector('.tile')");
    stand.stopServing();
    shows("note", ".stale-note", "Connection lost since");
    stand.arrives(List.of(won("D-MEANWHILE"), refunded("D-MEANWHILE")));
    stand.serveAgain();
    shows("tile", TILE, basis(remorse()));
    browser.await("no longer lost", () -> texts(".stale-note.lost").isEmpty());
    enter(live);
  }

  @Test
  void whatIsMissingIsToldUntilItIsThereAgain() {
    String live =
        window(
            "live?board=rep&metric=remorse",
            "return !!document.querySelector('.board [data-row]')");
    stand.stores().lose(Stores.REP_TALLIES);
    stand.arrives(List.of(won("D-WHILE-SILENT")));
    shows("what is missing", ".problem", "Incomplete: some of the reps are missing");
    shows("who is silent", ".problem", LosableStores.SILENT);
    assertThat(texts(".board [data-row]")).isNotEmpty();
    assertThat(browser.violations()).isEmpty();

    // Nothing comes in any more.
    stand.stores().find(Stores.REP_TALLIES);
    browser.await("nothing is missing", () -> texts(".problem").isEmpty());
    enter(live);
  }

  @Test
  void manyWindowsDoNotHoldUpOneAnother() {
    for (int i = 0; i < 8; i++) {
      browser
          .driver()
          .executeCdpCommand(
              "Target.createTarget",
              Map.of("url", stand.address() + "/#/live?window=" + i, "background", true));
    }
    window("live", "return !!document.querySelector('.tile')");
    browser.await("all answered", browser::answered);
  }

  @Test
  void whatACustomerWroteStaysText() {
    String written = "<img src=x onerror='window.broken = true'><b>bold</b>";
    Content answer =
        new Content.Survey(
            SurveyStep.ANSWERED,
            "S-TEXT",
            SurveyKind.PURCHASE,
            "D-TEXT",
            null,
            RespondentRole.PAYER_OR_SIGNER,
            Map.of(SurveyItem.HAPPY_WITH_PRICE, new Answer(1, 1, 5)),
            written,
            null);
    stand.arrives(List.of(won("D-TEXT"), fact(Family.SURVEY, "S-TEXT", "of-D-TEXT", 1, answer)));
    window("deal/D-TEXT", "return !!document.querySelector('[data-row]')");
    shows("comment", ".quote", written);
    assertThat(browser.holds("return !window.broken && !document.querySelector('.quote *')"))
        .isTrue();
  }
}
