package io.willingly.streams.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.definition.Definition.ClockStart;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.SettingsReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleSetsTest {
  private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");

  private final List<String> said = new ArrayList<>();

  private final Definition one = rules(1, "definition.zone=Europe/Berlin");
  private final Definition two =
      rules(2, "definition.zone=Europe/Berlin", "definition.happy-box=5");
  private final Definition three =
      rules(3, "definition.zone=Europe/Berlin", "definition.remorse-days=14");

  @Test
  void theFirstStartTakesWhatTheSettingsName() {
    assertThat(new RuleSets(List.of(), null).counting(one, said::add)).isEqualTo(one);
  }

  @Test
  void whoNamesTheOneInForceOrNoneGetsTheOneInForce() {
    RuleSets known = inForce(one);

    assertThat(known.counting(one, said::add)).isEqualTo(one);
    assertThat(known.counting(RuleSets.UNSAID, said::add)).isEqualTo(one);
    assertThat(said).isEmpty();
  }

  @Test
  void settingsThatNameTheReplacedOneFollowAndAreTold() {
    assertThat(switched(one, two).counting(one, said::add)).isEqualTo(two);
    assertThat(said)
        .containsExactly(
            "rule set 2 is in force since 2026-11-22T10:00:00Z, set by Ada; the settings still"
                + " name rule set 1: put definition.version=2, definition.happy-box=5 there");
  }

  @Test
  void settingsThatNameAnUnknownOneAreRefusedWithWhatToDo() {
    assertThatThrownBy(() -> inForce(one).counting(two, said::add))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("definition.happy-box 4 -> 5")
        .hasMessageContaining("`willingly definitions try --set definition.version=2`")
        .hasMessageContaining("`willingly run --rebuild`");
    assertThatThrownBy(
            () -> inForce(one, set(two, DefinitionState.SHADOW)).counting(two, said::add))
        .hasMessageContaining("`willingly definitions switch 2 --by NAME`");
  }

  @Test
  void aRebuildCountsUnderNewRulesButNotUnderReplacedOnes() {
    assertThat(inForce(one).rebuilding(two, said::add)).isEqualTo(two);
    assertThat(switched(one, two).rebuilding(one, said::add)).isEqualTo(two);
    assertThat(said).hasSize(1);
  }

  @Test
  void aRebuildUnderOtherRulesNeedsANumberThatWasNeverUsed() {
    Definition otherOne = rules(1, "definition.zone=Europe/Berlin", "definition.happy-box=5");

    assertThatThrownBy(() -> inForce(one).rebuilding(otherOne, said::add))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("add --set definition.version=2");
    assertThatThrownBy(() -> inForce(two).rebuilding(otherOne, said::add))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("add --set definition.version=3");
    assertThat(inForce(one, set(two, DefinitionState.SHADOW)).rebuilding(two, said::add))
        .isEqualTo(two);
  }

  @Test
  void aTrialNeedsOtherRulesUnderANumberOfItsOwn() {
    RuleSets known = inForce(two, set(three, DefinitionState.SHADOW));

    known.checkNew(three);

    assertRefused(known, two, "these are the rules of rule set 2", "definition.version=4");
    assertRefused(
        known,
        rules(5, "definition.zone=Europe/Berlin", "definition.happy-box=5"),
        "these are the rules of rule set 2");
    assertRefused(known, one, "needs a higher number", "definition.version=4");
    assertRefused(
        known, rules(3, "definition.zone=UTC"), "the number 3 is that of other", "version=4");
    assertThatThrownBy(() -> new RuleSets(List.of(), null).checkNew(two))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no rule set is in force yet");
  }

  @Test
  void onlyWhatIsTriedCanBeSwitchedTo() {
    RuleSets known = inForce(one, set(two, DefinitionState.SHADOW));

    assertThat(known.tried(2)).isEqualTo(two);
    assertThatThrownBy(() -> known.tried(1)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> known.tried(3)).hasMessageContaining("rule set 3 is not one");
  }

  @Test
  void aSwitchReplacesAllOfLowerNumber() {
    RuleSet active = set(three, DefinitionState.ACTIVE);
    RuleSets known =
        new RuleSets(
            List.of(set(one, DefinitionState.ACTIVE), set(two, DefinitionState.SHADOW), active),
            active);

    assertThat(known.replaced()).extracting(RuleSet::version).containsExactly(1, 2);
    assertThat(known.shown(known.all().get(0))).isEqualTo(DefinitionState.RETIRED);
    assertThat(switched(one, two).replaced()).isEmpty();
    assertThat(inForce(one, set(two, DefinitionState.SHADOW)).replaced()).isEmpty();
  }

  @Test
  void differencesAreWrittenAsSettings() {
    Definition other =
        new Definition(
            4,
            ZoneId.of("Asia/Tokyo"),
            31,
            51,
            5,
            3,
            1,
            2,
            6,
            91,
            92,
            181,
            11,
            Map.of("pro", ClockStart.ACTIVATION, "lite", ClockStart.FIRST_PAYMENT));

    String settings = RuleSet.settings(one, other);

    assertThat(settings).contains("definition.clock-starts=lite:FIRST_PAYMENT,pro:ACTIVATION");
    assertThat(rules(4, settings.split(", ", -1))).isEqualTo(other);
    assertThat(RuleSet.differences(one, one)).isEmpty();
  }

  private static void assertRefused(RuleSets known, Definition named, String... words) {
    assertThatThrownBy(() -> known.checkNew(named))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(words);
  }

  private static RuleSets inForce(Definition definition, RuleSet... others) {
    RuleSet active = set(definition, DefinitionState.ACTIVE);
    List<RuleSet> all = new ArrayList<>(List.of(active));
    all.addAll(Arrays.asList(others));
    return new RuleSets(all, active);
  }

  private static RuleSets switched(Definition from, Definition to) {
    RuleSet active = set(to, DefinitionState.ACTIVE);
    return new RuleSets(List.of(set(from, DefinitionState.RETIRED), active), active);
  }

  private static RuleSet set(Definition definition, DefinitionState state) {
    return new RuleSet(definition, state, SINCE, "Ada");
  }

  private static Definition rules(int version, String... settings) {
    Map<String, String> flags = new HashMap<>();
    for (String setting : settings) {
      flags.put(
          setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    flags.put("definition.version", Integer.toString(version));
    flags.put("data.dir", "target/nowhere");
    return new SettingsReader(Map.of()).read(Map.of(), flags).definition();
  }
}
