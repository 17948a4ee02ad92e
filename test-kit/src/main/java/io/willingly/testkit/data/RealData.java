package io.willingly.testkit.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The real data sets, which their licences keep out of the repository: the folder named by {@code
 * REAL_DATA}, else {@code ../shared/data} beside the repository.
 */
public final class RealData {
  private static final String VARIABLE = "REAL_DATA";

  private RealData() {}

  /**
   * The folder; the test is skipped, loudly, where there is none. A folder that somebody named must
   * be there: who asks for the real data must not be told that all is well without it.
   */
  public static Path folder() {
    String named = System.getenv(VARIABLE);
    Path folder = named == null ? Path.of("..", "..", "shared", "data") : Path.of(named);
    if (!Files.isDirectory(folder)) {
      String where = folder.toAbsolutePath().normalize().toString();
      if (named != null) {
        throw new IllegalStateException(VARIABLE + " names no folder: " + where);
      }
      String message =
          "SKIPPED: no real data in "
              + where
              + "; set "
              + VARIABLE
              + " to the folder of the archives";
      System.err.println(message);
      Assumptions.abort(message);
    }
    return folder;
  }

  /** Unpacks an archive and says where. */
  public static Path unpacked(String archive, Path into) throws IOException, InterruptedException {
    String file = folder().resolve(archive).toAbsolutePath().toString();
    int code =
        new ProcessBuilder("tar", "-xJf", file, "-C", into.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("tar of " + file + " ended with " + code);
    }
    return into;
  }
}
