package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The real data sets, which their licences keep out of the repository: the folder named by {@code
 * WILLINGLY_DATA}, else {@code ../shared/data} beside the repository.
 */
final class RealData {
  private RealData() {}

  /** The folder; the test is skipped, loudly, where there is none. */
  static Path folder() {
    String named = System.getenv("WILLINGLY_DATA");
    Path folder = named == null ? Path.of("..", "..", "shared", "data") : Path.of(named);
    if (!Files.isDirectory(folder)) {
      String message =
          "SKIPPED: no real data in "
              + folder.toAbsolutePath().normalize()
              + "; set WILLINGLY_DATA to the folder of the archives";
      System.err.println(message);
      Assumptions.abort(message);
    }
    return folder;
  }

  /** Unpacks an archive and says where. */
  static Path unpacked(String archive, Path into) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder(
                "tar",
                "-xJf",
                folder().resolve(archive).toAbsolutePath().toString(),
                "-C",
                into.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).as("tar of " + archive).isZero();
    return into;
  }
}
