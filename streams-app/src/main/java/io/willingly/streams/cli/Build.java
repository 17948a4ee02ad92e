package io.willingly.streams.cli;

import io.willingly.connectors.mapping.Mapping;
import io.willingly.metrics.fold.Fold;
import io.willingly.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Which build of the program this is. A version stays the same from one commit to the next, and two
 * processes of one data directory talk in the records of the read side.
 */
final class Build {
  private static final String UNPACKED = "not packaged";

  /** One of each of our modules. */
  private static final List<Class<?>> MODULES =
      List.of(Build.class, Mapping.class, Topics.class, Fold.class);

  private Build() {}

  /** The version and a fingerprint of our jars, as they are now: to be asked at the start. */
  static String id() {
    String version = Build.class.getPackage().getImplementationVersion();
    return version == null ? UNPACKED : version + " " + fingerprint();
  }

  private static String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Class<?> module : MODULES) {
        Path jar = Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
        digest.update(Files.readAllBytes(jar));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 4);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's own jars", e);
    } catch (NoSuchAlgorithmException | URISyntaxException e) {
      throw new IllegalStateException("every Java runtime has SHA-256 and jars with addresses", e);
    }
  }
}
