package io.willingly.connectors.webhook;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A header, or a part of it.
 *
 * @param take what of the value is meant, each match of its one group; null means the whole value
 */
record Header(String name, @Nullable Pattern take) {

  /** What the post has there: nothing, one, or several. */
  List<String> in(Post post) {
    Pattern part = take;
    return part == null
        ? post.header(name).stream().map(String::strip).toList()
        : post.header(name).stream()
            .flatMap(value -> part.matcher(value).results().map((MatchResult m) -> m.group(1)))
            .toList();
  }

  /** Such as {@code header Stripe-Signature (t=(\d+))}. */
  @Override
  public String toString() {
    return "header " + name + (take == null ? "" : " (" + take + ")");
  }
}
