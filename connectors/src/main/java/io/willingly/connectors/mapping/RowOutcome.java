package io.willingly.connectors.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one row; each row has exactly one outcome. */
public sealed interface RowOutcome {

  /** Where the row was read. */
  Position position();

  /**
   * The row made these, at least one in all.
   *
   * @param parts of objects that are put together before they make events
   * @param aliases who is who, as the row tells
   * @param unread values of which nothing could be made: their fields are absent
   */
  record Mapped(
      Position position,
      List<MappedEvent> events,
      List<ObjectPart> parts,
      List<AliasFact> aliases,
      List<Unread> unread)
      implements RowOutcome {
    public Mapped {
      events = List.copyOf(events);
      parts = List.copyOf(parts);
      aliases = List.copyOf(aliases);
      unread = List.copyOf(unread);
    }
  }

  /**
   * The row could not be mapped; it makes no event, not even those of its rules that would work.
   *
   * @param code kind of problem
   * @param field target field, such as {@code won.amount}; null when the row as a whole is wrong
   * @param value the offending value as read
   * @param message what is wrong and what to do
   * @param original the row as read; this and the other texts are cut when long, and say so (R74)
   */
  record Rejected(
      Position position,
      RejectCode code,
      @Nullable String field,
      @Nullable String value,
      String message,
      String original)
      implements RowOutcome {
    public Rejected {
      field = Excerpt.value(field);
      value = Excerpt.value(value);
      message = Excerpt.text(message);
      original = Excerpt.original(original);
    }

    /** Where, in which field, and why. */
    public String text() {
      return "%s: %s%s: %s".formatted(position, field == null ? "" : field + ": ", code, message);
    }
  }

  /**
   * A filter of the mapping leaves the row out (R64).
   *
   * @param reason the filter's reason
   * @param original the row as read, cut when long
   */
  record Filtered(Position position, String reason, String original) implements RowOutcome {
    public Filtered {
      reason = Excerpt.text(reason);
      original = Excerpt.original(original);
    }
  }
}
