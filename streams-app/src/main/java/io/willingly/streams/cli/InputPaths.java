package io.willingly.streams.cli;

import io.willingly.connectors.mapping.Names;
import io.willingly.streams.config.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files the user names. */
final class InputPaths {
  private InputPaths() {}

  /**
   * Refuses what is not there, before anything is started.
   *
   * @throws BadInput with the nearest name in the same folder
   */
  static void requireReadable(List<Path> paths) {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new BadInput("no such file: " + path + hint(path));
      }
      if (!Files.isReadable(path)) {
        throw new BadInput("the file cannot be read: " + path);
      }
    }
  }

  private static String hint(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    Path name = path.getFileName();
    if (folder == null || name == null || !Files.isDirectory(folder)) {
      return "";
    }
    try (Stream<Path> siblings = Files.list(folder)) {
      List<String> names = siblings.map(sibling -> String.valueOf(sibling.getFileName())).toList();
      return Names.near(name.toString(), names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
