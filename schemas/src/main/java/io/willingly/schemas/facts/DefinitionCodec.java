package io.willingly.schemas.facts;

import io.willingly.event.ClockStart;
import io.willingly.event.DefinitionEntry;
import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rule sets as the topic {@code definitions} has them. */
public final class DefinitionCodec {
  private static final EnumBridge<ClockStart, Definition.ClockStart> STARTS =
      new EnumBridge<>(ClockStart.class, Definition.ClockStart.class);

  private DefinitionCodec() {}

  /**
   * A rule set and what becomes of it.
   *
   * @param since when it entered the state
   * @param setBy who put it there, null when nobody said
   */
  public static DefinitionEntry entry(
      Definition definition, DefinitionState state, Instant since, @Nullable String setBy) {
    Map<String, ClockStart> starts = new TreeMap<>();
    definition.clockStarts().forEach((line, start) -> starts.put(line, STARTS.toAvro(start)));
    return DefinitionEntry.newBuilder()
        .setState(state)
        .setSince(since)
        .setSetBy(setBy)
        .setHash(definition.hash())
        .setZone(definition.zone().getId())
        .setRemorseDays(definition.remorseDays())
        .setMinReversedShare(definition.minReversedShare())
        .setRegretBox(definition.regretBox())
        .setHappyBox(definition.happyBox())
        .setUnhappyBox(definition.unhappyBox())
        .setPressuredBox(definition.pressuredBox())
        .setEffortBox(definition.effortBox())
        .setAnswerWindowDays(definition.answerWindowDays())
        .setLoyaltyWindowDays(definition.loyaltyWindowDays())
        .setComebackDays(definition.comebackDays())
        .setMinimumCount(definition.minimumCount())
        .setClockStarts(starts)
        .build();
  }

  /**
   * The rules of an entry.
   *
   * @param version its number, which is its key
   * @throws IllegalArgumentException when they cannot be of a rule set
   */
  public static Definition definition(int version, DefinitionEntry entry) {
    Map<String, Definition.ClockStart> starts = new TreeMap<>();
    entry
        .getClockStarts()
        .forEach(
            (line, start) -> {
              Definition.ClockStart known = STARTS.toDomain(start);
              if (known != null) {
                starts.put(line, known);
              }
            });
    return new Definition(
        version,
        ZoneId.of(entry.getZone()),
        entry.getRemorseDays(),
        entry.getMinReversedShare(),
        entry.getRegretBox(),
        entry.getHappyBox(),
        entry.getUnhappyBox(),
        entry.getPressuredBox(),
        entry.getEffortBox(),
        entry.getAnswerWindowDays(),
        entry.getLoyaltyWindowDays(),
        entry.getComebackDays(),
        entry.getMinimumCount(),
        starts);
  }
}
