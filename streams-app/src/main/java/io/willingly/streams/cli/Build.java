package io.willingly.streams.cli;

import io.willingly.connectors.mapping.Mapping;
import io.willingly.metrics.fold.Fold;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.Intake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Which build of the program this is. A version stays the same from one commit to the next, and two
 * processes of one data directory talk in the records of the read side.
 */
final class Build {
  private static final String UNPACKED = "not packaged";

  /** One of each of our modules. */
  private static final List<Class<?>> MODULES =
      List.of(Build.class, Mapping.class, Topics.class, Intake.class, Fold.class);

  private Build() {}

  /** The version and a fingerprint of our jars, as they are now: to be asked at the start. */
  static String id() {
    try {
      Path own = jar(Build.class);
      return Files.isDirectory(own) ? UNPACKED : version(own) + " " + fingerprint();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's own jars", e);
    }
  }

  /** Not of the package, which is that of whichever directory or jar its first class came from. */
  private static String version(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest()
          .getMainAttributes()
          .getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    }
  }

  private static String fingerprint() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Class<?> module : MODULES) {
        digest.update(Files.readAllBytes(jar(module)));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static Path jar(Class<?> module) {
    try {
      return Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("jars have addresses", e);
    }
  }
}
