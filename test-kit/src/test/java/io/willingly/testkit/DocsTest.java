package io.willingly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation and the code say of each other is there. */
class DocsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Built files, and tests, in which R7 may be a rep. */
  private static final String ELSEWHERE = "(.*/)?(target|\\.git|src/test)/.*";

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");
  private static final Pattern RULE = Pattern.compile("\\bR\\d{1,2}\\b");
  private static final Pattern DECISION = Pattern.compile("\\bADR (\\d{4})\\b");

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Path page : files(name -> name.endsWith(".md"))) {
      for (MatchResult link : found(LINK, page)) {
        String target = link.group(1);
        if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
          broken.add(ROOT.relativize(page) + " -> " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyRuleThatIsCitedIsWritten() {
    Set<String> written = new TreeSet<>();
    found(Pattern.compile("(?m)^\\| (R\\d+) \\|"), ROOT.resolve("docs/reference/rules.md"))
        .forEach(row -> written.add(row.group(1)));
    List<String> unknown = new ArrayList<>();
    for (Path file : files(name -> name.matches(".*\\.(java|sql|avsc|md|yaml)"))) {
      for (MatchResult rule : found(RULE, file)) {
        if (!written.contains(rule.group())) {
          unknown.add(ROOT.relativize(file) + " cites " + rule.group());
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyDecisionThatIsCitedIsWrittenAndListed() {
    String index = read(ROOT.resolve("docs/adr/README.md"));
    Set<String> listed = new TreeSet<>();
    for (Path decision : files(name -> name.matches("\\d{4}-.*\\.md"))) {
      String name = decision.getFileName().toString();
      assertThat(index).contains("(" + name + ")");
      listed.add(name.substring(0, 4));
    }
    List<String> unknown = new ArrayList<>();
    for (Path file : files(name -> name.matches(".*\\.(java|sql|avsc|md|yaml|xml)"))) {
      for (MatchResult decision : found(DECISION, file)) {
        if (!listed.contains(decision.group(1))) {
          unknown.add(ROOT.relativize(file) + " cites " + decision.group());
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static List<Path> files(Predicate<String> named) {
    try (Stream<Path> walk = Files.walk(ROOT)) {
      return walk.filter(file -> named.test(file.getFileName().toString()))
          .filter(file -> !ROOT.relativize(file).toString().matches(ELSEWHERE))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<MatchResult> found(Pattern pattern, Path file) {
    return pattern.matcher(read(file)).results().toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
