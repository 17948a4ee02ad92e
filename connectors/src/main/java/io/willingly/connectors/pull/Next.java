package io.willingly.connectors.pull;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How an API says where the next page is. A position is text, so that a host may store it. */
sealed interface Next {
  /** Names of the values a request may have, by what they stand for. */
  String CURSOR = "cursor";

  /** Number of the page. */
  String PAGE = "page";

  /** How many items were read before. */
  String OFFSET = "offset";

  /**
   * The position after a page; null after the last.
   *
   * @param position of this page; null of the first
   */
  @Nullable String after(@Nullable String position, Read read);

  /** A value of the position by its name; null when it is another's. */
  default @Nullable String value(String name, @Nullable String position) {
    return name.equals(CURSOR) ? position : null;
  }

  /**
   * A page that was read.
   *
   * @param uri where it was
   * @param items of it
   */
  record Read(Hosts hosts, URI uri, Reply reply, JsonNode items) {}

  /** There is one page. */
  record None() implements Next {
    @Override
    public @Nullable String after(@Nullable String position, Read read) {
      return null;
    }
  }

  /** A text in the page, given back with the next request. */
  record Cursor(JsonPointer at) implements Next {
    @Override
    public @Nullable String after(@Nullable String position, Read read) {
      return text(read.reply().json().at(at));
    }
  }

  /** The address in the page. */
  record Url(JsonPointer at) implements Next {
    @Override
    public @Nullable String after(@Nullable String position, Read read) {
      String link = text(read.reply().json().at(at));
      return link == null ? null : read.hosts().next(read.uri(), link).toString();
    }
  }

  /** The address in a Link header (RFC 8288). */
  record Link(String relation) implements Next {
    private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");

    @Override
    public @Nullable String after(@Nullable String position, Read read) {
      Pattern wanted =
          Pattern.compile(";\\s*rel=\"?" + Pattern.quote(relation) + "\"?\\s*(?:[;,]|$)");
      for (String header : read.reply().headers().allValues("Link")) {
        Matcher link = LINK.matcher(header);
        while (link.find()) {
          if (wanted.matcher(link.group(2)).find()) {
            return read.hosts().next(read.uri(), link.group(1)).toString();
          }
        }
      }
      return null;
    }
  }

  /**
   * A value of the last item, given back while there is more. Where items are in the order of that
   * value, and it never changes, none is skipped by what happens between two pages.
   *
   * @param more there in the page, and not false, when there is more; null when a page without
   *     items is after the last
   * @param first value of the first page; null for none
   */
  record Last(JsonPointer at, @Nullable JsonPointer more, @Nullable String first) implements Next {
    @Override
    public @Nullable String after(@Nullable String position, Read read) {
      JsonNode items = read.items();
      if (items.isEmpty() || (more != null && !said(read.reply().json().at(more)))) {
        return null;
      }
      String last = text(items.get(items.size() - 1).at(at));
      if (last == null) {
        throw PullException.lasting(
            "there is more after %s, and its last item has nothing at '%s'; correct 'next' in the pull.yaml"
                .formatted(read.uri().getRawPath(), at));
      }
      return last;
    }

    @Override
    public @Nullable String value(String name, @Nullable String position) {
      return name.equals(CURSOR) && position == null ? first : Next.super.value(name, position);
    }

    private static boolean said(JsonNode value) {
      return !value.isMissingNode() && !value.isNull() && value.asBoolean(true);
    }
  }

  /** Pages are counted; one without items is after the last. */
  record Page(long first) implements Next {
    @Override
    public @Nullable String after(@Nullable String position, Read read) {
      return read.items().isEmpty() ? null : Long.toString(number(position) + 1);
    }

    @Override
    public @Nullable String value(String name, @Nullable String position) {
      return name.equals(PAGE) ? Long.toString(number(position)) : null;
    }

    private long number(@Nullable String position) {
      return count(position, first);
    }
  }

  /** Items are counted; a page without any is after the last. */
  record Offset(long first) implements Next {
    @Override
    public @Nullable String after(@Nullable String position, Read read) {
      return read.items().isEmpty() ? null : Long.toString(number(position) + read.items().size());
    }

    @Override
    public @Nullable String value(String name, @Nullable String position) {
      return name.equals(OFFSET) ? Long.toString(number(position)) : null;
    }

    private long number(@Nullable String position) {
      return count(position, first);
    }
  }

  /** Whether a position is the address of the page. */
  default boolean isAddress() {
    return this instanceof Url || this instanceof Link;
  }

  /** A position of another kind, stored before the file was changed, is none. */
  private static long count(@Nullable String position, long first) {
    return position == null || !position.matches("\\d{1,18}") ? first : Long.parseLong(position);
  }

  private static @Nullable String text(JsonNode value) {
    String text = value.isValueNode() && !value.isNull() ? value.asText() : "";
    return text.isEmpty() ? null : text;
  }
}
