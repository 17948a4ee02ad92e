package io.willingly.connectors.pull;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * The only hosts that are asked.
 *
 * @param base what a path of the file is added to
 * @param others further hosts, asked by https only
 */
record Hosts(URI base, Set<String> others) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Hosts of an API.
   *
   * @throws PullException when the base is neither https nor on this machine
   */
  static Hosts of(String base, Set<String> others) {
    URI uri = uri(base, "the base");
    boolean local = "http".equals(uri.getScheme()) && LOOPBACK.contains(host(uri));
    if (!local && !"https".equals(uri.getScheme())) {
      throw PullException.lasting(
          "the base %s must begin with https://; http:// is for this machine only"
              .formatted(address(uri)));
    }
    if (host(uri).isEmpty() || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
      throw PullException.lasting(
          "the base %s must be a host, and a path at most".formatted(address(uri)));
    }
    return new Hosts(uri, others);
  }

  /** The address of a path below the base, or an address as it is. */
  URI address(String pathOrAddress) {
    return pathOrAddress.startsWith("/")
        ? allowed(uri(base.toString().replaceFirst("/$", "") + pathOrAddress, "the address"))
        : allowed(uri(pathOrAddress, "the address"));
  }

  /**
   * Where an answer says the next page is.
   *
   * @param from the page that says so
   * @throws PullException when it leads to a host that is not allowed
   */
  URI next(URI from, String link) {
    return allowed(from.resolve(uri(link, "the next link")));
  }

  private URI allowed(URI uri) {
    boolean own =
        base.getScheme().equals(uri.getScheme())
            && host(base).equals(host(uri))
            && base.getPort() == uri.getPort();
    boolean other =
        "https".equals(uri.getScheme()) && uri.getPort() == -1 && others.contains(host(uri));
    if (uri.getRawUserInfo() != null || !(own || other)) {
      throw PullException.lasting(
          ("%s is not asked: only %s%s may be. If you trust it, add its host to 'hosts' of the"
                  + " pull.yaml")
              .formatted(
                  address(uri),
                  address(base),
                  others.isEmpty() ? "" : " and " + String.join(", ", others)));
    }
    return uri;
  }

  private static URI uri(String text, String what) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw PullException.lasting(what + " '" + text.split("\\?", 2)[0] + "' is no address");
    }
  }

  private static String host(URI uri) {
    return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
  }

  private static String address(URI uri) {
    return uri.getScheme()
        + "://"
        + (uri.getHost() == null ? "" : uri.getHost())
        + (uri.getPort() == -1 ? "" : ":" + uri.getPort());
  }
}
