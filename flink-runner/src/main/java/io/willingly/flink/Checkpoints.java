package io.willingly.flink;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The checkpoints below a directory, which Flink keeps as {@code JOB/chk-NUMBER}, and the
 * savepoints in it, {@code savepoint-JOB}; one is complete when its {@code _metadata} is there.
 *
 * @param directory an address of a file system Flink knows
 */
record Checkpoints(String directory) {
  private static final String CHECKPOINT = "chk-";
  private static final String SAVEPOINT = "savepoint-";
  private static final String METADATA = "_metadata";

  private record Found(Path path, long written) {}

  /**
   * The newest that is complete, of whichever job. To resume from an older one would publish a
   * second time what came after it.
   *
   * @throws StartException when the directory cannot be read
   */
  Optional<String> newest() {
    try {
      Path root = new Path(directory);
      FileSystem files = root.getFileSystem();
      List<Found> found = new ArrayList<>();
      for (FileStatus job : list(files, root)) {
        collect(files, job.getPath(), SAVEPOINT, found);
        if (job.isDir()) {
          for (FileStatus checkpoint : list(files, job.getPath())) {
            collect(files, checkpoint.getPath(), CHECKPOINT, found);
          }
        }
      }
      return found.stream()
          .max(Comparator.comparingLong(Found::written))
          .map(newest -> newest.path().toString());
    } catch (IOException e) {
      throw new StartException(
          "cannot look for checkpoints in " + directory + ": " + e.getMessage(), e);
    }
  }

  private static FileStatus[] list(FileSystem files, Path path) throws IOException {
    try {
      FileStatus[] list = files.listStatus(path);
      return list == null ? new FileStatus[0] : list;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  private static void collect(FileSystem files, Path path, String prefix, List<Found> found)
      throws IOException {
    Path metadata = new Path(path, METADATA);
    if (path.getName().startsWith(prefix) && files.exists(metadata)) {
      found.add(new Found(path, files.getFileStatus(metadata).getModificationTime()));
    }
  }
}
