package io.willingly.streams.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path temp;

  @Test
  void hasOneOwnerAtATime() {
    DataDirectory directory = new DataDirectory(temp.resolve("new").resolve("data"));

    try (DataDirectory.Ownership owner = directory.claim().orElseThrow()) {
      assertThat(owner).isNotNull();
      assertThat(directory.claim()).isEmpty();
    }
    assertThat(directory.claim()).isPresent();
  }

  @Test
  void tellsWhereTheOwnerAnswersUntilItLeaves() throws IOException {
    DataDirectory directory = new DataDirectory(temp);
    OwnerAddress address = address(ProcessHandle.current().pid());

    try (DataDirectory.Ownership owner = directory.claim().orElseThrow()) {
      assertThat(directory.owner()).isEmpty();
      owner.publish(address);
      assertThat(directory.owner()).contains(address);
      assertThat(Files.getPosixFilePermissions(temp.resolve("runtime.json")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    assertThat(directory.owner()).isEmpty();
  }

  @Test
  void ignoresWhatAKilledOwnerLeft() throws Exception {
    DataDirectory directory = new DataDirectory(temp);
    Process killed = new ProcessBuilder("true").start();
    killed.waitFor();
    try (DataDirectory.Ownership owner = directory.claim().orElseThrow()) {
      owner.publish(address(killed.pid()));
      assertThat(directory.owner()).isEmpty();
    }
  }

  @Test
  void namesEachDirectoryOnceAndForEver() {
    try (DataDirectory.Ownership one = claim("one");
        DataDirectory.Ownership two = claim("two")) {
      assertThat(one.instanceId()).isEqualTo(one.instanceId()).isNotEqualTo(two.instanceId());
    }
  }

  private DataDirectory.Ownership claim(String name) {
    return new DataDirectory(temp.resolve(name)).claim().orElseThrow();
  }

  private static OwnerAddress address(long pid) {
    return new OwnerAddress(
        pid,
        "demo",
        "1",
        "127.0.0.1:1",
        new OwnerAddress.Pipeline(true, "willingly", "", "UTC", "abc"),
        "http://127.0.0.1:2",
        "secret");
  }
}
