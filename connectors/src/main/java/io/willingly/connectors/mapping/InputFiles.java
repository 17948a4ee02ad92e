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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Input inputOf(Collection<Input> inputs, Path file) {
    StringBuilder why = new StringBuilder();
    try {
      for (Input input : inputs) {
        if (!input.takesName(file)) {
          why.append("; ").append(input.name()).append(" is named ").append(input.files());
          continue;
        }
        List<String> header = new InputReader(input).header(file);
        List<String> lacking = input.lacks(header);
        List<String> extra = new ArrayList<>(header);
        extra.removeAll(input.columns());
        extra.removeAll(input.optional());
        if (!lacking.isEmpty()) {
          why.append("; for ").append(input.name()).append(" it lacks ").append(lacking);
        } else if (input.closed() && !extra.isEmpty()) {
          why.append("; for ").append(input.name()).append(" it has unknown ").append(extra);
        } else {
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

  private static List<Path> expand(Path path) {
    if (!Files.exists(path)) {
      throw new InputException(path + ": no such file");
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> below = Files.walk(path)) {
      return below.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new InputException(path + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  private static String looksLike(Input input) {
    return (input.files() == null ? "" : " named " + input.files())
        + (input.columns().isEmpty() ? "" : " with columns " + input.columns());
  }
}
