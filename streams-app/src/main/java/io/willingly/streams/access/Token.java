package io.willingly.streams.access;

import io.willingly.streams.config.BadInput;
import io.willingly.streams.runtime.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Texts that prove who somebody is: {@code wly_} and 192 random bits. */
public final class Token {
  private static final int BYTES = 24;
  private static final Pattern FORM = Pattern.compile("wly_[A-Za-z0-9_-]{32}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Token() {}

  /** A new one. */
  public static String draw() {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    return "wly_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Where the token of the local owner is kept. */
  public static Path file(Path dataDir) {
    return dataDir.resolve("http-token");
  }

  /**
   * The token of whoever can read the data directory: drawn on first use, kept in its file {@code
   * http-token}, the same ever after. Only the owner of the directory asks.
   *
   * @throws BadInput when the file holds something else
   */
  public static String ofLocalOwner(Path dataDir) {
    Path file = file(dataDir);
    try {
      if (!Files.exists(file)) {
        PrivateFile.replace(file, (draw() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      String token = Files.readString(file).strip();
      if (!FORM.matcher(token).matches()) {
        throw new BadInput(file + " holds no token; delete it, and the next start draws one");
      }
      return token;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + file, e);
    }
  }

  /** What is kept of a token: SHA-256 in hex. Random bits need no slow digest. */
  static String sha256(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
