package io.willingly.connectors.assemble;

import io.willingly.connectors.mapping.AliasKey;
import io.willingly.event.AliasEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was said of an alias. What persons say holds; where they say nothing, what sources say. Of
 * each the newest is kept, so the order in which it becomes known does not matter; that somebody
 * took it back is kept like the rest, or what is older would hold again when it comes late.
 *
 * @param person the newest that a person said
 * @param source the newest that a source said
 */
public record KnownAlias(@Nullable AliasEntry person, @Nullable AliasEntry source) {
  /** Nobody has told. */
  public static final KnownAlias UNKNOWN = new KnownAlias(null, null);

  /** Of what was said of one time: another alias before our id, before nothing; then as text. */
  private static final Comparator<AliasEntry> ORDER =
      Comparator.comparing(AliasEntry::getAt)
          .thenComparing(entry -> Objects.requireNonNullElse(entry.getSameAs(), ""))
          .thenComparing(entry -> Objects.requireNonNullElse(entry.getTarget(), ""))
          .thenComparing(AliasEntry::getSetBy);

  /**
   * With what somebody says.
   *
   * @param arrival in epoch milliseconds; an entry without a time of its own is so since then
   */
  public KnownAlias with(AliasEntry said, long arrival) {
    AliasEntry timed =
        said.getAt() == null
            ? AliasEntry.newBuilder(said).setAt(Instant.ofEpochMilli(arrival)).build()
            : said;
    return timed.getByPerson()
        ? new KnownAlias(newer(person, timed), source)
        : new KnownAlias(person, newer(source, timed));
  }

  /** What holds; null when nobody says anything. */
  public @Nullable AliasEntry holds() {
    return says(person) ? person : says(source) ? source : null;
  }

  /** What a source says while a person says otherwise. */
  public @Nullable AliasEntry hidden() {
    return says(person) && says(source) ? source : null;
  }

  /** What objects are told. */
  public Answer answer() {
    AliasEntry holds = holds();
    if (holds == null) {
      return Answer.UNKNOWN;
    }
    String same = holds.getSameAs();
    return new Answer(holds.getTarget(), same == null ? null : AliasKey.parse(same));
  }

  private static AliasEntry newer(@Nullable AliasEntry known, AliasEntry said) {
    return known == null || ORDER.compare(said, known) > 0 ? said : known;
  }

  private static boolean says(@Nullable AliasEntry entry) {
    return entry != null && (entry.getTarget() != null || entry.getSameAs() != null);
  }
}
