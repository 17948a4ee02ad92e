package io.willingly.connectors.assemble;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.connectors.mapping.AliasKey;
import io.willingly.event.AliasEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownAliasTest {
  private static final long ARRIVAL = 500;

  /**
   * What somebody says.
   *
   * @param who a capital for a person
   * @param at null: since it arrived
   */
  private static AliasEntry said(String who, @Nullable String target, @Nullable Long at) {
    AliasEntry entry = new AliasEntry();
    entry.setSetBy(who);
    entry.setTarget(target);
    entry.setAt(at == null ? null : Instant.ofEpochMilli(at));
    entry.setByPerson(Character.isUpperCase(who.charAt(0)));
    return entry;
  }

  private static KnownAlias known(AliasEntry... all) {
    KnownAlias known = KnownAlias.UNKNOWN;
    for (AliasEntry each : all) {
      known = known.with(each, ARRIVAL);
    }
    return known;
  }

  @Test
  void theNewestHoldsNotTheLastToArrive() {
    assertThat(known(said("crm", "C-2", 20L), said("crm", "C-1", 10L)).answer().target())
        .isEqualTo("C-2");
    assertThat(known(said("crm", "C-2", 20L), said("shop", "C-3", 30L)).answer().target())
        .isEqualTo("C-3");
  }

  @Test
  void whatHasNoTimeIsSoSinceItArrived() {
    AliasEntry untimed = said("crm", "C-1", null);
    assertThat(known(untimed, said("crm", "C-2", ARRIVAL - 1)).answer().target()).isEqualTo("C-1");
    assertThat(known(untimed, said("crm", "C-2", ARRIVAL + 1)).answer().target()).isEqualTo("C-2");
    assertThat(requireNonNull(known(untimed).holds()).getAt().toEpochMilli()).isEqualTo(ARRIVAL);
  }

  @Test
  void ofOneTimeAMergeHoldsBeforeOurIdBeforeNothing() {
    AliasEntry same = said("crm", null, 10L);
    same.setSameAs("deal|crm|sub_1");
    AliasEntry ours = said("crm", "A", 10L);
    for (List<AliasEntry> order : List.of(List.of(same, ours), List.of(ours, same))) {
      assertThat(known(order.toArray(AliasEntry[]::new)).answer())
          .isEqualTo(new Answer(null, AliasKey.parse("deal|crm|sub_1")));
    }
    assertThat(known(ours, said("crm", null, 10L)).answer().target()).isEqualTo("A");
    assertThat(known(said("crm", "B", 10L), ours).answer().target()).isEqualTo("B");
  }

  @Test
  void aPersonHoldsUntilAPersonTakesItBack() {
    AliasEntry first = said("crm", "C-1", 10L);
    AliasEntry ann = said("Ann", "C-9", 20L);
    AliasEntry later = said("crm", "C-2", 30L);

    KnownAlias set = known(first, ann, later);
    assertThat(requireNonNull(set.holds()).getSetBy()).isEqualTo("Ann");
    assertThat(requireNonNull(set.hidden()).getTarget()).isEqualTo("C-2");

    KnownAlias removed = set.with(said("Bob", null, 40L), ARRIVAL);
    assertThat(removed.answer().target()).isEqualTo("C-2");
    assertThat(removed.hidden()).isNull();
    assertThat(removed.with(ann, ARRIVAL).answer().target()).isEqualTo("C-2");
    assertThat(removed.with(said("Ann", "C-8", 39L), ARRIVAL).answer().target()).isEqualTo("C-2");
    assertThat(removed.with(said("Ann", "C-8", 41L), ARRIVAL).answer().target()).isEqualTo("C-8");
    assertThat(known(ann, said("Bob", null, 40L)).holds()).isNull();
  }

  /**
   * Against the same rules written the other way round: all that was said, sorted, the last one.
   */
  @Test
  void anyOrderGivesTheSameEnd() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<AliasEntry> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String who = List.of("Ann", "Bob", "crm", "shop").get(random.nextInt(4));
        String target = random.nextInt(3) == 0 ? null : "C-" + random.nextInt(4);
        all.add(said(who, target, 10L * random.nextInt(5)));
      }
      String expected = last(all, true);
      expected = expected == null ? last(all, false) : expected;
      KnownAlias end = null;
      for (int order = 0; order < 6; order++) {
        Collections.shuffle(all, random);
        KnownAlias now = known(all.toArray(AliasEntry[]::new));
        assertThat(now.answer().target()).as("seed " + seed).isEqualTo(expected);
        end = end == null ? now : end;
        assertThat(now).as("seed " + seed).isEqualTo(end);
      }
    }
  }

  private static @Nullable String last(List<AliasEntry> all, boolean persons) {
    return all.stream()
        .filter(each -> each.getByPerson() == persons)
        .sorted(
            Comparator.comparing(AliasEntry::getAt)
                .thenComparing(each -> each.getTarget() == null ? "" : each.getTarget()))
        .reduce((before, after) -> after)
        .map(AliasEntry::getTarget)
        .orElse(null);
  }
}
