package io.willingly.connectors.mapping;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping's folder, with all that lies in it: on the disk, or shipped.
 *
 * @param path of the folder
 * @param jar that holds it; null when it lies on the disk
 */
public record MappingFolder(Path path, @Nullable FileSystem jar) implements AutoCloseable {
  /**
   * Finds a folder as {@link MappingLoader#load(String)} does.
   *
   * @throws MappingException when there is none
   */
  public static MappingFolder open(String nameOrFolder) {
    Path folder = Path.of(nameOrFolder);
    if (Files.isRegularFile(folder.resolve(MappingLoader.FILE))) {
      return new MappingFolder(folder, null);
    }
    URL shipped =
        MappingLoader.shipped().contains(nameOrFolder)
            ? MappingFolder.class.getResource(MappingLoader.SHIPPED + "/" + nameOrFolder)
            : null;
    if (shipped == null) {
      // Says what is wrong with the name.
      throw MappingLoader.unknown(folder, nameOrFolder);
    }
    try {
      URI uri = shipped.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return new MappingFolder(Path.of(uri), null);
      }
      FileSystem jar = FileSystems.newFileSystem(uri, Map.of());
      return new MappingFolder(jar.getPath(MappingLoader.SHIPPED, nameOrFolder), jar);
    } catch (IOException | URISyntaxException e) {
      throw new MappingException("mapping '" + nameOrFolder + "' cannot be read", e);
    }
  }

  /** Whether files can be written there. */
  public boolean writable() {
    return jar == null && Files.isWritable(path);
  }

  @Override
  public void close() {
    if (jar != null) {
      try {
        jar.close();
      } catch (IOException e) {
        throw new MappingException(path + ": cannot be closed", e);
      }
    }
  }
}
