package io.willingly.streams.access;

import io.willingly.streams.config.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who holds a token. What is granted or revoked in the file counts from the next question on; while
 * the file is damaged, none of its tokens does. Thread-safe.
 */
public final class AccessTokens {
  private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);

  private final AccessFile file;
  private final String ownerSha256;
  private final Clock clock;
  private Known known;

  /**
   * Reads the file.
   *
   * @param ownerToken of {@link Viewer#localOwner}, as {@link Token#ofLocalOwner} gives it
   * @throws BadInput when the file is damaged
   */
  public AccessTokens(AccessFile file, String ownerToken, Clock clock) {
    this.file = file;
    this.ownerSha256 = Token.sha256(ownerToken);
    this.clock = clock;
    this.known = new Known(version(), file.read());
  }

  /** What the file said when it was last read. */
  private record Known(@Nullable Version version, List<Grant> grants) {}

  /** Changes whenever the file is replaced. */
  private record Version(Instant modified, long size, @Nullable Object key) {}

  /** Who holds a token; empty when nobody does, or no longer. */
  public Optional<Viewer> find(String token) {
    String sha256 = Token.sha256(token);
    Instant now = clock.instant();
    Viewer found = same(sha256, ownerSha256) ? Viewer.localOwner() : null;
    // All are compared, whichever fits: how long it takes tells nothing.
    for (Grant grant : grants()) {
      if (same(sha256, grant.sha256()) && grant.validAt(now)) {
        found = grant.viewer();
      }
    }
    return Optional.ofNullable(found);
  }

  /** Whether anybody but the local owner holds a token that is good for something. */
  public boolean anyGranted() {
    Instant now = clock.instant();
    return grants().stream().anyMatch(grant -> grant.validAt(now));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private synchronized List<Grant> grants() {
    Version version = version();
    if (known.version() == null ? version != null : !known.version().equals(version)) {
      try {
        known = new Known(version, file.read());
      } catch (BadInput e) {
        LOG.error("no token is accepted until the file is repaired: {}", e.getMessage());
        known = new Known(version, List.of());
      }
    }
    return known.grants();
  }

  private @Nullable Version version() {
    try {
      BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
      return new Version(now.lastModifiedTime().toInstant(), now.size(), now.fileKey());
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file.path(), e);
    }
  }
}
