package io.willingly.connectors.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds and compiles mappings.
 *
 * @param organisation the organisation's time zone, for times without one (R12)
 */
public record MappingLoader(ZoneId organisation) {
  static final String SHIPPED = "/mappings";
  static final String FILE = "mapping.yaml";

  /**
   * Loads a mapping folder by its path, or a shipped mapping by its name. A folder in the working
   * directory comes before a shipped mapping of its name.
   *
   * @throws MappingException when there is none, or it cannot be used
   */
  public Mapping load(String nameOrFolder) {
    return load(Path.of(""), nameOrFolder);
  }

  Mapping load(Path workingDirectory, String nameOrFolder) {
    Path folder = workingDirectory.resolve(nameOrFolder);
    if (nameOrFolder.matches("[A-Za-z0-9_-]+") && !Files.isRegularFile(folder.resolve(FILE))) {
      try (InputStream shipped =
          MappingLoader.class.getResourceAsStream(SHIPPED + "/" + nameOrFolder + "/" + FILE)) {
        if (shipped != null) {
          String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
          return compile(nameOrFolder, nameOrFolder + "/" + FILE, text);
        }
      } catch (IOException e) {
        throw new MappingException("mapping '" + nameOrFolder + "' cannot be read", e);
      }
    }
    if (!Files.isDirectory(folder)) {
      throw unknown(folder, nameOrFolder);
    }
    return load(folder);
  }

  /** Neither shipped nor a folder with a mapping. */
  static MappingException unknown(Path folder, String nameOrFolder) {
    return new MappingException(
        Files.isDirectory(folder)
            ? folder + ": the folder has no " + FILE
            : "no mapping '"
                + nameOrFolder
                + "': neither a folder nor shipped"
                + Names.hint(nameOrFolder, shipped()));
  }

  /** Loads the mapping of a folder. */
  public Mapping load(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw unknown(folder, folder.toString());
    }
    Path name = folder.toAbsolutePath().normalize().getFileName();
    try {
      return compile(
          name == null ? "mapping" : name.toString(), file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new MappingException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Compiles the text of a mapping.
   *
   * @throws MappingException when it cannot be used, with the line
   */
  public Mapping parse(String name, String text) {
    return compile(name, name + "/" + FILE, text);
  }

  /**
   * Another file of the folder that {@link #load(String)} takes, such as {@code pull.yaml}.
   *
   * @return nothing when the folder, or shipped source, has no such file
   * @throws MappingException when it cannot be read
   */
  public static Optional<YamlNode> beside(String nameOrFolder, String file) {
    Path folder = Path.of(nameOrFolder);
    try {
      if (!Files.isRegularFile(folder.resolve(FILE)) && nameOrFolder.matches("[A-Za-z0-9_-]+")) {
        String shipped = nameOrFolder + "/" + file;
        try (InputStream in = MappingLoader.class.getResourceAsStream(SHIPPED + "/" + shipped)) {
          return in == null
              ? Optional.empty()
              : Optional.of(
                  YamlNode.parse(shipped, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
      }
      Path path = folder.resolve(file);
      return Files.isRegularFile(path)
          ? Optional.of(YamlNode.parse(path.toString(), Files.readString(path)))
          : Optional.empty();
    } catch (IOException e) {
      throw new MappingException(file + " of " + nameOrFolder + " cannot be read", e);
    }
  }

  /** The text of a shipped mapping. */
  public static String text(String shipped) {
    try (InputStream in =
        MappingLoader.class.getResourceAsStream(SHIPPED + "/" + shipped + "/" + FILE)) {
      if (in == null) {
        throw new MappingException("no mapping '" + shipped + "' is shipped");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new MappingException("mapping '" + shipped + "' cannot be read", e);
    }
  }

  /** Whether a shipped mapping takes all of the files. */
  public static boolean takes(String shipped, List<Path> files) {
    Mapping mapping = new MappingLoader(ZoneOffset.UTC).parse(shipped, text(shipped));
    try {
      InputFiles.sort(mapping.inputs().values(), files);
      return true;
    } catch (InputException e) {
      return false;
    }
  }

  /** Names of the shipped mappings, sorted. */
  public static List<String> shipped() {
    URL folder = MappingLoader.class.getResource(SHIPPED);
    if (folder == null) {
      return List.of();
    }
    try {
      URI uri = folder.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return names(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return names(jar.getPath(SHIPPED));
      }
    } catch (IOException | URISyntaxException e) {
      throw new MappingException("the shipped mappings cannot be listed", e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(path -> Files.exists(path.resolve(FILE)))
          .map(path -> path.getFileName().toString().replace("/", ""))
          .sorted()
          .toList();
    }
  }

  private Mapping compile(String name, String file, String text) {
    return new MappingCompiler(name, file, text, organisation).compile();
  }
}
