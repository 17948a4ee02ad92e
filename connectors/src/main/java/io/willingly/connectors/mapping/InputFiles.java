package io.willingly.connectors.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out which input of a mapping each given file is. */
final class InputFiles {
  private InputFiles() {}

  /** The files by input, in the order given; folders stand for the files in them. */
  static Map<Input, List<Path>> sort(Collection<Input> inputs, List<Path> given) {
    Map<Input, List<Path>> sorted = new LinkedHashMap<>();
    for (Path path : given) {
      for (Path file : expand(path)) {
        sorted.computeIfAbsent(inputOf(inputs, file), input -> new ArrayList<>()).add(file);
      }
    }
    for (Input input : inputs) {
      if (input.required() && !sorted.containsKey(input)) {
        throw new InputException(
            "the mapping needs a file for '" + input.name() + "'" + looksLike(input));
      }
    }
    return sorted;
  }

  /** SHA-256 of the file's bytes, in hex. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256 of the bytes, in hex. */
  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The input a file is one of. */
  static Input inputOf(Collection<Input> inputs, Path file) {
    StringBuilder why = new StringBuilder();
    try {
      for (Input input : inputs) {
        if (!input.takesName(file)) {
          why.append("; ").append(input.name()).append(" is named ").append(input.files());
          continue;
        }
        List<String> header = new InputReader(input).header(file);
        List<String> lacking = input.lacks(header);
        List<String> unknown = input.refuses(header);
        if (!lacking.isEmpty()) {
          why.append("; for ").append(input.name()).append(" it lacks ").append(lacking);
        } else if (!unknown.isEmpty()) {
          why.append("; for ").append(input.name()).append(" it has unknown ").append(unknown);
          unknown.forEach(column -> why.append(input.near(column)));
        } else {
          checkTwins(file, header);
          return input;
        }
      }
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
    throw new InputException(
        file
            + ": none of the inputs of this mapping"
            + why
            + ". Check the file, its delimiter, or the mapping's 'inputs'");
  }

  /** A cell belongs to its column by name: of two of the same name one would be lost. */
  private static void checkTwins(Path file, List<String> header) {
    Set<String> seen = new HashSet<>();
    for (String column : header) {
      // Columns without a name are the empty ones at a spreadsheet's right edge; none can be read.
      if (!seen.add(column) && !column.isEmpty()) {
        throw new InputException(
            file + ": two columns are named '" + column + "'; rename or remove one of them");
      }
    }
  }

  private static List<Path> expand(Path path) {
    if (!Files.exists(path)) {
      throw new InputException(path + ": no such file");
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> below = Files.walk(path)) {
      List<Path> files = below.filter(Files::isRegularFile).sorted().toList();
      if (files.isEmpty()) {
        throw new InputException(path + ": no file is in this folder");
      }
      return files;
    } catch (IOException e) {
      throw new InputException(path + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  private static String looksLike(Input input) {
    return (input.files() == null ? "" : " named " + input.files())
        + (input.columns().isEmpty() ? "" : " with columns " + input.columns());
  }
}
