package io.willingly.streams.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium of its own: the one named by {@code CHROMIUM}, else the one on the path, with
 * the {@code chromedriver} on the path.
 */
public final class Browser implements AutoCloseable {
  private static final String VARIABLE = "CHROMIUM";

  /** A page on a busy machine is slow; nothing waits so long unless it is broken. */
  private static final Duration LONG = Duration.ofSeconds(45);

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Starts it; the test is skipped, loudly, where there is none. One that somebody named must be
   * there.
   *
   * @param profile an empty folder
   */
  public static Browser start(Path profile) {
    String named = System.getenv(VARIABLE);
    Optional<File> chromium = named == null ? onPath("chromium") : Optional.of(new File(named));
    Optional<File> chromedriver = onPath("chromedriver");
    if (chromium.filter(File::canExecute).isEmpty() || chromedriver.isEmpty()) {
      String message = "no chromium or no chromedriver; set " + VARIABLE + " to the browser";
      if (named != null) {
        throw new IllegalStateException(message + ", which now says " + named);
      }
      System.err.println("SKIPPED: " + message);
      Assumptions.abort(message);
    }
    return new Browser(
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow())
                .withSilent(true)
                .build(),
            options(chromium.orElseThrow(), profile)));
  }

  private static Optional<File> onPath(String name) {
    return Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .findFirst();
  }

  private static ChromeOptions options(File chromium, Path profile) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1440,1000",
        "--user-data-dir=" + profile);
    return options;
  }

  /** For what has no shorter word here. */
  public ChromeDriver driver() {
    return driver;
  }

  /** Asks until the answer is true, or other than null. */
  public <T> T await(String what, Supplier<@Nullable T> condition) {
    T found =
        new WebDriverWait(driver, LONG, LOOK)
            .ignoring(StaleElementReferenceException.class)
            .ignoring(NoSuchElementException.class)
            .withMessage(what)
            .until(unused -> condition.get());
    return Objects.requireNonNull(found);
  }

  /** What a script returns. */
  public @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Whether a script returns true. */
  public boolean holds(String script, Object... arguments) {
    return Boolean.TRUE.equals(run(script, arguments));
  }

  /** The text a script returns. */
  public String text(String script, Object... arguments) {
    return String.valueOf(run(script, arguments));
  }

  /** The texts a script returns a list of. */
  public List<String> texts(String script, Object... arguments) {
    return strings(run(script, arguments));
  }

  /** Pretends that the system is light or dark. */
  public void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Has a script run first, from the next load on; returns what {@link #forget} takes. */
  public String prelude(String script) {
    return String.valueOf(
        driver
            .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
            .get("identifier"));
  }

  /** Has a script no longer run first. */
  public void forget(String prelude) {
    driver.executeCdpCommand(
        "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", prelude));
  }

  /** Keeps, from the next load on, what streams of events say in this window. */
  public void record() {
    prelude(
        """
        window.streams = [];
        window.EventSource = class extends EventSource {
          constructor(address) {
            super(address);
            const heard = [];
            streams.push({ heard, watched: address.split("watch=").length - 1 });
            for (const kind of ["snapshot", "delta"])
              this.addEventListener(kind, (event) => heard.push(`${kind} ${event.lastEventId}`));
          }
        };
        """);
  }

  /** What the last stream that {@link #record} saw told of a kind, in order. */
  public List<String> heard(String kind) {
    return texts(
        "return streams.at(-1).heard.filter((each) => each.startsWith(arguments[0]))", kind);
  }

  /** How many streams were opened since the page was loaded. */
  public int streams() {
    return Integer.parseInt(text("return streams.length"));
  }

  /** Whether the last stream has answered all it was asked. */
  public boolean answered() {
    return holds(
        """
        const { heard, watched } = streams.at(-1);
        return heard.filter((each) => each.startsWith("snapshot")).length === watched;
        """);
  }

  private static List<String> strings(@Nullable Object found) {
    return found instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  /** Cuts the window from the network, what is under way as well, or connects it again. */
  public void offline(boolean cut) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", cut, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** Pretends that the window is so wide and high, in pixels. */
  public void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Presses keys, on what has the focus. */
  public void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /**
   * A picture of the window as it is now, WebP.
   *
   * @param height how much of the page from its top, in pixels, if it is so long
   */
  public byte[] picture(int height) {
    int width = ((Number) Objects.requireNonNull(run("return innerWidth"))).intValue();
    int length =
        ((Number) Objects.requireNonNull(run("return document.documentElement.scrollHeight")))
            .intValue();
    Map<String, Object> clip =
        Map.of("x", 0, "y", 0, "width", width, "height", Math.min(height, length), "scale", 1);
    Map<String, Object> taken =
        driver.executeCdpCommand(
            "Page.captureScreenshot",
            Map.of("format", "webp", "quality", 80, "captureBeyondViewport", true, "clip", clip));
    return Base64.getDecoder().decode(String.valueOf(taken.get("data")));
  }

  /** What the console called an error since this was last asked. */
  public List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Addresses asked for since this was last asked, but for those that are no network's. */
  public List<URI> requests() {
    List<URI> requests = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = json(entry.getMessage()).path("message");
      String url = message.at("/params/request/url").asText();
      if (message.path("method").asText().equals("Network.requestWillBeSent")
          && !url.startsWith("data:")) {
        requests.add(URI.create(url));
      }
    }
    return requests;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** What axe-core finds against WCAG 2.2 AA: rule and element of each. */
  public List<String> violations() {
    run(axe());
    Object found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
            axe.run(document, { runOnly: { type: "tag", values: tags } }).then(
              ({ passes, violations }) => done(passes.length === 0 ? ["nothing was looked at"] : violations.flatMap((each) => each.nodes.map((node) =>
                `${each.id}: ${node.target.join(" ")}: ${node.failureSummary}`))),
              (failed) => done([String(failed)]));
            """);
    return strings(found);
  }

  private static String axe() {
    try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          Objects.requireNonNull(script, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
