package io.willingly.streams.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told of each answer, on the thread that gave it. */
@FunctionalInterface
public interface Requests {
  /**
   * A request was answered.
   *
   * @param route the template of its path, such as {@code /api/v1/deals/{deal}}; null where no
   *     route answers, which the files of the page are too
   */
  void answered(String method, @Nullable String route, int status, Duration took);
}
