package io.willingly.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir Path directory;

  @Test
  void theNewestIsACheckpointOrASavepointOfWhicheverJob() throws IOException {
    written("a/chk-9", 1);
    written("b/chk-2", 3);
    written("savepoint-a", 2);

    assertThat(newest()).isEqualTo("chk-2");

    written("savepoint-b", 4);

    assertThat(newest()).isEqualTo("savepoint-b");
  }

  @Test
  void whatIsNotCompleteIsNone() throws IOException {
    written("a/chk-1", 1);
    Files.createDirectories(directory.resolve("a/chk-2"));
    written("a/shared", 2);

    assertThat(newest()).isEqualTo("chk-1");
    assertThat(new Checkpoints(directory.resolve("other").toUri().toString()).newest()).isEmpty();
  }

  private String newest() {
    String path = new Checkpoints(directory.toUri().toString()).newest().orElseThrow();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void written(String name, long second) throws IOException {
    Path metadata = Files.createDirectories(directory.resolve(name)).resolve("_metadata");
    Files.writeString(metadata, "complete");
    Files.setLastModifiedTime(metadata, FileTime.from(Instant.ofEpochSecond(second)));
  }
}
