package io.willingly.streams.definition;

import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import io.willingly.streams.config.BadInput;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rule sets of a pipeline.
 *
 * @param all by version
 * @param inForce the one that counts, null before the first start
 */
public record RuleSets(List<RuleSet> all, @Nullable RuleSet inForce) {
  /** The rule set of who says nothing about it. */
  public static final Definition UNSAID = Definition.standard(ZoneId.of("UTC"));

  public RuleSets {
    all = List.copyOf(all);
  }

  /**
   * The rule set that counts, whatever the settings name: the switch is one record and not an edit
   * of every settings file.
   *
   * @param named the rules in the settings
   * @param say told when the settings name one that is not in force any more
   * @throws BadInput when they name one that never was, with what to do
   */
  public Definition counting(Definition named, Consumer<String> say) {
    if (inForce == null || named.equals(inForce.definition())) {
      return named;
    }
    if (!follows(named, say)) {
      throw new BadInput(
          "%s, but the settings name another one (%s): %s; or leave definition.* as it was; or count"
                  .formatted(
                      sentence(inForce),
                      String.join(", ", RuleSet.differences(inForce.definition(), named)),
                      wayInto(named))
              + " everything again under the new rules with `willingly run --rebuild`");
    }
    return inForce.definition();
  }

  /**
   * The rule set that a rebuild counts under: that of the settings, also when it is new.
   *
   * @param say told when the settings name one that is not in force any more
   * @throws BadInput when they name other rules under a number that was used
   */
  public Definition rebuilding(Definition named, Consumer<String> say) {
    if (inForce == null || named.equals(inForce.definition())) {
      return named;
    }
    if (follows(named, say)) {
      return inForce.definition();
    }
    if (named.version() < inForce.version()) {
      throw new BadInput(
          "%s, and its number only grows: add --set definition.version=%d"
              .formatted(sentence(inForce), free()));
    }
    requireFree(named);
    return named;
  }

  private boolean follows(Definition named, Consumer<String> say) {
    if (named.equals(UNSAID)) {
      return true;
    }
    RuleSet known = of(named.version()).orElse(null);
    boolean past = known != null && known.definition().equals(named) && isOver(known);
    if (past && inForce != null) {
      say.accept(
          "%s; the settings still name rule set %d: put %s there"
              .formatted(
                  sentence(inForce),
                  named.version(),
                  RuleSet.settings(named, inForce.definition())));
    }
    return past;
  }

  private static String sentence(RuleSet set) {
    return "rule set %d is in force since %s%s"
        .formatted(
            set.version(), set.since(), set.setBy() == null ? "" : ", set by " + set.setBy());
  }

  private String wayInto(Definition named) {
    boolean tried = of(named.version()).filter(set -> set.definition().equals(named)).isPresent();
    return tried
        ? "`willingly definitions switch %d --by NAME` puts it in force".formatted(named.version())
        : "see what it changes with `willingly definitions try --set definition.version=%d`"
            .formatted(Math.max(free(), named.version()));
  }

  /**
   * Checks that a rule set can be tried beside the one in force.
   *
   * @throws BadInput when it cannot, with what to do
   */
  public void checkNew(Definition named) {
    Definition now = current().definition();
    if (RuleSet.differences(now, named).isEmpty()) {
      throw new BadInput(
          "these are the rules of rule set %d, which is in force; change one, such as with --set"
                  .formatted(now.version())
              + " definition.version=%d --set definition.happy-box=5".formatted(free()));
    }
    if (named.version() <= now.version()) {
      throw new BadInput(
          "rule set %d is in force, and a new one needs a higher number: add --set"
                  .formatted(now.version())
              + " definition.version=%d".formatted(free()));
    }
    requireFree(named);
  }

  /** A number never means other rules than it once did. */
  private void requireFree(Definition named) {
    RuleSet known = of(named.version()).orElse(null);
    if (known != null && (known.retired() || !known.definition().equals(named))) {
      throw new BadInput(
          "the number %d is that of other rules or of a rule set that is over; add --set"
                  .formatted(named.version())
              + " definition.version=%d".formatted(free()));
    }
  }

  /**
   * A rule set that is tried.
   *
   * @throws BadInput when there is none of that number
   */
  public Definition tried(int version) {
    return of(version)
        .filter(set -> set.state() == DefinitionState.SHADOW)
        .orElseThrow(
            () ->
                new BadInput(
                    "rule set %d is not one that is tried; `willingly definitions` lists those"
                            .formatted(version)
                        + " there are, and `willingly definitions try` comes first"))
        .definition();
  }

  /**
   * The rule set in force.
   *
   * @throws BadInput when nothing was counted yet
   */
  public RuleSet current() {
    if (inForce == null) {
      throw new BadInput(
          "no rule set is in force yet: start `willingly run`, or bring data in with `replay`");
    }
    return inForce;
  }

  /** What has been replaced and not yet cleared away. */
  public List<RuleSet> replaced() {
    return all.stream().filter(set -> isOver(set) && !set.retired()).toList();
  }

  private boolean isOver(RuleSet set) {
    return set.retired()
        || (inForce != null
            && !set.equals(inForce)
            && (set.state() == DefinitionState.ACTIVE || set.version() < inForce.version()));
  }

  /** The state for people: one that was replaced is over, also while it is being cleared away. */
  public DefinitionState shown(RuleSet set) {
    return isOver(set) ? DefinitionState.RETIRED : set.state();
  }

  public Optional<RuleSet> of(int version) {
    return all.stream().filter(set -> set.version() == version).findAny();
  }

  /** The lowest number of all; that of the named rule set when there is none. */
  public int first(Definition named) {
    return all.isEmpty() ? named.version() : all.get(0).version();
  }

  private int free() {
    return all.isEmpty() ? 1 : all.get(all.size() - 1).version() + 1;
  }
}
