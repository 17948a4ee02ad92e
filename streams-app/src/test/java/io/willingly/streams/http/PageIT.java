package io.willingly.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.streams.testing.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.interactions.Actions;

/** The page in a real browser, against a running pipeline. */
@SuppressWarnings("NullAway.Init") // set before all tests
class PageIT {
  private static Browser browser;
  private static PageStand stand;

  @BeforeAll
  static void open(@TempDir Path directory) {
    browser = Browser.start(directory.resolve("profile"));
    stand = new PageStand(directory);
    browser.driver().get(stand.address() + "/#token=" + PageStand.TOKEN);
    browser.await("signed in", () -> browser.holds("return !!document.querySelector('.tile')"));
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

  @BeforeEach
  void light() {
    browser.prefer("light");
    browser.size(1440, 1000);
  }

  /** A page: what its picture is called, its address, and what its heading has in it. */
  private record Seen(String name, String address, String heading) {}

  private static List<Seen> pages() {
    String deal = stand.ask("/save-list").at("/rows/0/deal").asText();
    return List.of(
        new Seen("live", "live", "Live"),
        new Seen("reps", "live?board=rep&metric=remorse", "Live"),
        new Seen("card", "live?card=happy_to_pay_rate", "Live"),
        new Seen("review", "review", "Review"),
        new Seen("claims", "claims", "Claims"),
        new Seen("sources", "sources", "Sources"),
        new Seen("definitions", "definitions", "Definitions"),
        new Seen("try", "try", "Try it on yours"),
        new Seen("rep", "rep/" + stand.rep(), stand.repName()),
        new Seen("deal", "deal/" + deal, "Deal " + deal));
  }

  /** Loads a page from nothing, until all it asks is answered. */
  private static void show(String page) {
    browser.driver().get("about:blank");
    browser.driver().get(stand.address() + "/#/" + page);
    browser.await(
        page,
        () ->
            browser.holds(
                "return !!document.querySelector('main h1') && !document.querySelector("
                    + "'.waiting, [aria-busy=true]') && document.readyState === 'complete'"));
  }

  private static List<String> problems() {
    return browser.driver().findElements(By.cssSelector(".problem")).stream()
        .map(WebElement::getText)
        .toList();
  }

  @Test
  void everyPageLoadsUnderItsPolicyWithoutAnErrorAndAsksNobodyElse() {
    browser.errors();
    browser.requests();
    SoftAssertions softly = new SoftAssertions();
    for (Seen page : pages()) {
      show(page.address());
      softly
          .assertThat(browser.text("return document.querySelector('h1').innerText"))
          .as(page.name())
          .containsIgnoringCase(page.heading());
      softly.assertThat(problems()).as("problems of " + page).isEmpty();
      softly.assertThat(browser.errors()).as("console of " + page).isEmpty();
      softly
          .assertThat(browser.requests())
          .as("requests of " + page)
          .isNotEmpty()
          .allMatch(PageIT::own, "of " + stand.address());
    }
    softly.assertAll();
  }

  private static boolean own(URI request) {
    return request.toString().startsWith(stand.address() + "/")
        || request.toString().equals("about:blank");
  }

  @Test
  void axeFindsNothingOnAnyPageLightOrDark() {
    SoftAssertions softly = new SoftAssertions();
    for (String scheme : List.of("light", "dark")) {
      browser.prefer(scheme);
      for (Seen page : pages()) {
        show(page.address());
        softly.assertThat(browser.violations()).as(page.name() + ", " + scheme).isEmpty();
      }
    }
    softly.assertAll();
  }

  /** Where the pictures go; {@code docs/pictures/take} has them put there. */
  private static final Path PICTURES =
      Path.of(System.getProperty("pictures", "target/pictures")).toAbsolutePath();

  /** Pixels of a page that are pictured. */
  private static final int LONGEST = 1_600;

  @ParameterizedTest
  @CsvSource({"wide, 1440, light", "dark, 1440, dark", "narrow, 360, light"})
  void everyPageFitsItsWindow(String name, int width, String scheme) throws IOException {
    Files.createDirectories(PICTURES);
    SoftAssertions softly = new SoftAssertions();
    browser.prefer(scheme);
    browser.size(width, 1000);
    for (Seen page : pages()) {
      show(page.address());
      softly
          .assertThat(
              browser.text(
                  "const { scrollWidth, clientWidth } = document.documentElement;"
                      + " return scrollWidth - clientWidth"))
          .as(page.name() + " is too wide, in pixels")
          .isEqualTo("0");
      Files.write(PICTURES.resolve(page.name() + "-" + name + ".webp"), browser.picture(LONGEST));
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "live?period=2001",
        "live?asKnownOn=2001-01-01",
        "live?asKnownOn=xx",
        "live?board=rep&offset=5000",
        "review?period=2001",
        "rep/%"
      })
  void anAddressOfNothingIsAPage(String page) {
    browser.errors();
    show(page);
    assertThat(browser.errors()).as("console").isEmpty();
    assertThat(problems()).noneMatch(problem -> problem.contains("failed"));
  }

  private static String focused(String of) {
    return browser.text("return document.activeElement." + of);
  }

  private static void becomes(String what, String script) {
    browser.await(what, () -> browser.holds("return " + script));
  }

  @Test
  void aPageThatComesTakesNoFocusFromWhoTypes() {
    show("live");
    browser.run("location.hash = '#/review'; document.getElementById('search').focus()");
    becomes("Review", "document.querySelector('h1')?.innerText === 'Review'");
    assertThat(focused("id")).isEqualTo("search");
  }

  @Test
  void everythingIsReachedByKeysAlone() {
    show("live");
    browser.press(Keys.TAB);
    assertThat(focused("innerText")).isEqualTo("Skip to the numbers");
    browser.press(Keys.ENTER);
    assertThat(focused("id")).isEqualTo("main");
    browser.press("g", "r");
    becomes("Review", "document.querySelector('h1')?.innerText === 'Review'");
    browser.press("g", "l");
    becomes("board", "!!document.querySelector('.board [data-row]')");
    browser.press("j");
    final String deal = focused("innerText");
    browser.press(Keys.ENTER);
    becomes("deal", "location.hash.startsWith('#/deal/" + deal + "')");
    browser.press("/");
    assertThat(focused("id")).isEqualTo("search");
    browser.press(stand.rep());
    becomes("found", "document.querySelectorAll('#found li').length > 1");
    browser.press(Keys.ENTER);
    becomes("rep", "location.hash.startsWith('#/rep/" + stand.rep() + "')");
    browser.press("?");
    becomes("keys", "!!document.querySelector('dialog[open]')");
    browser.press(Keys.ESCAPE);
    becomes("no keys", "!document.querySelector('dialog')");
  }

  @Test
  void signsOutAndInAgain() {
    show("live");
    WebElement out =
        browser.await(
            "sign out", () -> browser.driver().findElement(By.xpath("//button[.='Sign out']")));
    out.click();
    becomes("asked for a token", "!!document.querySelector('#token')");
    browser.driver().navigate().refresh();
    becomes("signed out for good", "!!document.querySelector('#token')");
    browser.driver().findElement(By.id("token")).sendKeys(PageStand.TOKEN + Keys.ENTER);
    becomes("signed in", "!!document.querySelector('.tile')");
  }

  @Test
  void aDefinitionOpensAndClosesByKeysAndGivesTheFocusBack() {
    show("live");
    browser.run("document.querySelector('.tile a.defined').focus()");
    final String opened = focused("href");
    browser.press(Keys.ENTER);
    becomes("card", "!!document.querySelector('dialog[open] .facts')");
    becomes(
        "focus in the card", "document.querySelector('dialog').contains(document.activeElement)");
    browser.press(Keys.ESCAPE);
    becomes("no card", "!document.querySelector('dialog')");
    assertThat(focused("href")).isEqualTo(opened);
  }

  private static long steps() {
    return Long.parseLong(browser.text("return history.length"));
  }

  @Test
  void aDefinitionIsAStepOfTheHistoryThatClosingTakesBack() {
    // A window of its own: a browser counts no more than fifty steps.
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    try {
      show("live");
      final long before = steps();
      browser.run("document.querySelector('.tile a.defined').click()");
      becomes("card", "!!document.querySelector('dialog[open]')");
      assertThat(steps()).isEqualTo(before + 1);
      browser.press(Keys.ESCAPE);
      becomes("no card", "!document.querySelector('dialog')");
      browser.run("document.querySelector('.tile a.defined').click()");
      becomes("card again", "!!document.querySelector('dialog[open]')");
      assertThat(steps()).as("Esc left nothing behind").isEqualTo(before + 1);
      browser.driver().navigate().back();
      becomes("no card again", "!document.querySelector('dialog') && location.hash === '#/live'");
      show("live?card=happy_to_pay_rate");
      final long linked = steps();
      browser.press(Keys.ESCAPE);
      becomes("not that of a link", "!document.querySelector('dialog')");
      assertThat(steps()).isEqualTo(linked);
    } finally {
      browser.driver().close();
      browser.driver().switchTo().window(first);
    }
  }

  @Test
  void aPhoneShowsTheWholeListOfPages() {
    browser.size(360, 800);
    show("definitions");
    assertThat(
            browser.texts(
                """
                return [...document.querySelectorAll(".top nav a")]
                  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right <= innerWidth)
                  .map((each) => each.innerText);
                """))
        .containsExactly("Live", "Review", "Claims", "Sources", "Definitions", "Try");
  }

  @Test
  void chartsAreDrawnForPaperAndForTheScreenAgain() {
    show("review");
    becomes("chart", "!!document.querySelector('#part-trend svg')");
    String width = "return document.querySelector('#part-trend svg').getAttribute('width')";
    final String screen = browser.text(width);
    browser.run("window.dispatchEvent(new Event('beforeprint'))");
    // A4 between its margins, less the frame of a part.
    assertThat(Integer.parseInt(browser.text(width))).isBetween(600, 654);
    browser.run("window.dispatchEvent(new Event('afterprint'))");
    assertThat(browser.text(width)).isEqualTo(screen);
  }

  @ParameterizedTest
  @CsvSource({
    ".day .defined, arrived today",
    ".board > .panel thead .defined, against the company",
    ".board > .panel thead .sort + .defined, kept it"
  })
  void whatIsNoColumnIsDefinedToo(String number, String said) {
    show("live");
    browser.run("document.querySelector(arguments[0]).click()", number);
    becomes("card", "document.querySelector('dialog[open]')?.innerText.includes('" + said + "')");
  }

  @Test
  void whoLookedAtWhomIsShownToTheCompany() {
    show("rep/" + stand.rep());
    show("review");
    becomes(
        "the look",
        "[...document.querySelectorAll('#part-looks [data-row]')].some((row) =>"
            + " row.innerText.includes('"
            + stand.repName()
            + "'))");
    show("rep/" + stand.rep());
    becomes("looks at the rep", "!!document.querySelector('#part-looks [data-row]')");
  }

  @Test
  void aPartThatFailsLeavesTheOthers() {
    // Roles that are no list break whatever reads them: the list of pages, and the viewer's name.
    String broken =
        browser.prelude(
            """
            const parse = JSON.parse;
            JSON.parse = (...given) => {
              const read = parse(...given);
              if (read?.body?.viewer) read.body.viewer.roles = 5;
              return read;
            };
            """);
    try {
      show("definitions");
      becomes("said", "document.querySelectorAll('.top .problem').length === 2");
      assertThat(browser.text("return document.querySelector('.top .problem').innerText"))
          .startsWith("The list of pages failed. Load the page again");
      assertThat(browser.text("return document.querySelector('h1').innerText"))
          .isEqualTo("Definitions");
      assertThat(browser.holds("return !!document.getElementById('search')")).isTrue();
    } finally {
      browser.forget(broken);
    }
  }

  /** What the board says that it is of, and what its first row says. */
  private static String board(String of) {
    return "document.querySelector('.columns.board > .panel')." + of;
  }

  private static String first() {
    return browser.text(
        "return "
            + board("querySelector('.defined:has(.live)').href.match(/card=([a-z_0-9]+)/)[1]"));
  }

  @Test
  void aChoiceAnswersAtOnceAndOldNumbersKeepTheirWords() {
    // What streams tell waits while the gate is shut; what is asked by itself is noted when read.
    String gated =
        browser.prelude(
            """
            const waiting = [];
            window.gate = { shut: false, read: [], open: () => {
              gate.shut = false;
              waiting.splice(0).forEach((tell) => tell());
            } };
            window.EventSource = class extends EventSource {
              addEventListener(kind, listener) {
                const tell = (event) => this.readyState === EventSource.CLOSED || listener(event);
                super.addEventListener(kind, (event) =>
                  gate.shut && kind !== "error" ? waiting.push(() => tell(event)) : listener(event));
              }
            };
            const { json } = Response.prototype;
            Response.prototype.json = async function () {
              const read = await json.call(this);
              gate.read.push(this.url);
              return read;
            };
            """);
    try {
      show("live?board=rep");
      browser.run(
          "gate.shut = true; document.querySelectorAll('.segmented')[1].children[1].click()");
      becomes(
          "replaced",
          board("querySelectorAll('.segmented')[1].children[1].ariaPressed === 'true'")
              + " && "
              + board("ariaBusy === 'true'")
              + " && !!"
              + board("querySelector('.asking')"));
      assertThat(first()).as("the numbers that were").isEqualTo("happy_to_pay_rate");
      browser.run("gate.open()");
      becomes("answered", board("ariaBusy !== 'true'"));
      assertThat(first()).isEqualTo("remorse_rate_30");

      browser.run("gate.shut = true");
      browser.driver().navigate().back();
      becomes(
          "asked before",
          board("querySelector('.asking')?.innerText.startsWith('as of ') === true"));
      assertThat(first()).as("its last answer, at once").isEqualTo("happy_to_pay_rate");
      browser.run("gate.open()");
      becomes("answered anew", "!" + board("querySelector('.asking')"));

      // The pointer, for not every browser takes the focus back with the page.
      new Actions(browser.driver())
          .moveToElement(
              browser
                  .driver()
                  .findElements(By.cssSelector(".segmented"))
                  .get(1)
                  .findElements(By.cssSelector(":scope > *"))
                  .get(2))
          .perform();
      becomes("asked ahead", "gate.read.some((each) => each.includes('metric=referral'))");
      browser.run(
          "gate.shut = true; document.querySelectorAll('.segmented')[1].children[2].click()");
      becomes(
          "there at once",
          board("querySelector('.asking')?.innerText.startsWith('as of ') === true"));
      assertThat(first()).as("what was asked ahead").isEqualTo("referral_rate_90");
    } finally {
      browser.forget(gated);
    }
  }

  @Test
  void everyStopOfTheTabKeyIsSeenAndNoneHoldsIt() {
    show("live?board=rep");
    int stops =
        Integer.parseInt(
            browser.text(
                "return [...document.querySelectorAll('a[href]:not([tabindex=\"-1\"]), button, input, select, [tabindex=\"0\"], summary')].filter((each) => each.checkVisibility() && !each.disabled).length"));
    SoftAssertions softly = new SoftAssertions();
    browser.run("document.activeElement.blur()");
    int reached = 0;
    do {
      browser.press(Keys.TAB);
      reached++;
      softly
          .assertThat(
              browser.holds(
                  """
                  const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
                  return document.activeElement === document.body || outlineStyle !== "none" || boxShadow !== "none";
                  """))
          .as("focus is seen on " + focused("outerHTML"))
          .isTrue();
    } while (!browser.holds("return document.activeElement === document.body")
        && reached < stops * 2);
    assertThat(reached).isBetween(stops, stops + 1);
    softly.assertAll();
  }
}
