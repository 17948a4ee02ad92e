package io.willingly.streams.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the page brings along of others is what its list says, and the page asks no other server.
 */
final class WebVendorTest {
  private static final Pattern LINE =
      Pattern.compile(
          "\\| `([^`]+)` \\| [^|]+ \\| [^|]+ \\| `[^`]+` \\| [^|]+ \\| `([0-9a-f]{64})` \\|");
  private static final Pattern OTHER_SERVER =
      Pattern.compile("(?:src|href|import|from|url|fetch)\\s*[=(]?\\s*[\"'(](?:https?:)?//");

  @Test
  void eachLibraryIsTheOneListed() throws Exception {
    Map<String, String> listed = new TreeMap<>();
    Matcher lines = LINE.matcher(read(web().resolve("vendor/README.md")));
    while (lines.find()) {
      listed.put(lines.group(1), lines.group(2));
    }

    Map<String, String> there = new TreeMap<>();
    for (Path file : files(web().resolve("vendor"), ".js")) {
      there.put(name(file), sha256(file));
    }

    assertEquals(listed, there);
    assertFalse(there.isEmpty());
  }

  @Test
  void eachLibraryHasItsLicence() throws Exception {
    Path licences = web().resolve("vendor/licences");
    for (String library : List.of("preact", "htm", "d3", "plot")) {
      assertTrue(Files.size(licences.resolve(library + ".txt")) > 500, library);
    }
  }

  @Test
  void thePageAsksNoOtherServer() throws Exception {
    try (Stream<Path> all = Files.walk(web())) {
      for (Path file : all.filter(WebVendorTest::isOurs).toList()) {
        assertFalse(OTHER_SERVER.matcher(read(file)).find(), file.toString());
      }
    }
  }

  private static boolean isOurs(Path file) {
    return Files.isRegularFile(file) && !file.toString().contains("vendor");
  }

  private static Path web() throws URISyntaxException {
    return Path.of(
            Objects.requireNonNull(WebVendorTest.class.getResource("/web/index.html"), "index.html")
                .toURI())
        .resolveSibling("");
  }

  private static List<Path> files(Path directory, String suffix) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> name(file).endsWith(suffix)).toList();
    }
  }

  private static String name(Path file) {
    return Objects.requireNonNull(file.getFileName()).toString();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
