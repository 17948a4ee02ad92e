package io.willingly.streams.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.willingly.streams.access.Viewer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in: only under a name of ours, only from our own page, only with a token.
 *
 * <p>A page of somebody else's that makes its name point at the loopback address would be let in by
 * the browser; it cannot name itself ours (DNS rebinding).
 */
final class Gate {
  static final String COOKIE = "willingly";
  private static final String BEARER = "Bearer ";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final List<String> hosts;
  private final Function<String, Optional<Viewer>> tokens;

  /**
   * A gate.
   *
   * @param hosts names it may be asked under besides the loopback ones, without a port
   * @param tokens who a token is of
   */
  Gate(List<String> hosts, Function<String, Optional<Viewer>> tokens) {
    this.hosts = List.copyOf(hosts);
    this.tokens = tokens;
  }

  /** Refuses a request under a strange name, or sent by a strange page. */
  void check(Context context) {
    String host = Objects.requireNonNullElse(context.host(), "").toLowerCase(Locale.ROOT);
    String name = host.replaceFirst(":\\d*$", "");
    if (!LOOPBACK.contains(name) && !hosts.contains(name)) {
      throw new Problem(
          421, "Not a name of this server", "'" + name + "' is not in the setting http.hosts");
    }
    boolean reads = List.of("GET", "HEAD").contains(context.method().name());
    String site = context.header("Sec-Fetch-Site");
    String origin = context.header("Origin");
    boolean ours =
        (site == null || List.of("same-origin", "none").contains(site))
            && (origin == null || origin.replaceFirst("^https?://", "").equals(host));
    if (!reads && !ours) {
      throw Problem.forbidden("changes are taken from this server's own page only");
    }
  }

  /**
   * Who asks.
   *
   * @throws Problem when no valid token is shown
   */
  Viewer viewer(Context context) {
    String token = token(context);
    return Optional.ofNullable(token)
        .flatMap(tokens)
        .orElseThrow(
            () ->
                token == null
                    ? Problem.unauthenticated()
                    : new Problem(
                        401,
                        "Access token not known",
                        "it was withdrawn, has expired, or is of another installation"));
  }

  /** Who it is later on, while the request is still being answered; empty for who is let out. */
  Supplier<Optional<Viewer>> later(Context context) {
    Optional<String> token = Optional.ofNullable(token(context));
    return () -> token.flatMap(tokens);
  }

  private static @Nullable String token(Context context) {
    String authorization = context.header("Authorization");
    return authorization != null && authorization.startsWith(BEARER)
        ? authorization.substring(BEARER.length())
        : context.cookie(COOKIE);
  }

  /**
   * Keeps a token in the browser, where no script can read it.
   *
   * @throws Problem when it is not valid
   */
  void enter(Context context, String token) {
    if (tokens.apply(token).isEmpty()) {
      throw new Problem(
          401, "Access token not known", "look for a missing part at its begin or end");
    }
    context.cookie(cookie(context, token, -1));
  }

  void leave(Context context) {
    context.cookie(cookie(context, "", 0));
  }

  private static Cookie cookie(Context context, String value, int maxAge) {
    boolean secure = "https".equals(context.header("X-Forwarded-Proto"));
    return new Cookie(COOKIE, value, "/", maxAge, secure, true, null, SameSite.STRICT);
  }
}
