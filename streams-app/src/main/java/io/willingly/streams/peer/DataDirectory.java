package io.willingly.streams.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.streams.runtime.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * A data directory and the right to use it. The right is a lock of the operating system on {@code
 * DIR/lock}, so that a killed owner leaves nothing behind that has to be believed: {@code
 * runtime.json} counts only while the process that wrote it lives.
 */
public final class DataDirectory {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;

  public DataDirectory(Path directory) {
    this.directory = directory;
  }

  public Path path() {
    return directory;
  }

  /** The right to use the directory, or empty when another process has it. */
  public Optional<Ownership> claim() {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      Files.deleteIfExists(runtimeFile());
      return Optional.of(new Ownership(channel));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data directory " + directory, e);
    }
  }

  @SuppressWarnings("NullAway") // tryLock answers null when another process holds the lock
  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Where the owner answers, when there is a live one that has said so. */
  public Optional<OwnerAddress> owner() {
    try {
      OwnerAddress address = JSON.readValue(Files.readAllBytes(runtimeFile()), OwnerAddress.class);
      return Optional.of(address).filter(owner -> ProcessHandle.of(owner.pid()).isPresent());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + runtimeFile(), e);
    }
  }

  private Path runtimeFile() {
    return directory.resolve("runtime.json");
  }

  /** The right to use the directory, until closed. */
  public final class Ownership implements AutoCloseable {
    private final FileChannel channel;

    private Ownership(FileChannel channel) {
      this.channel = channel;
    }

    public Path directory() {
      return directory;
    }

    /**
     * Names the owner among the instances of a pipeline: drawn on first use, the same ever after.
     * Lies outside of the state, which may be deleted at any time.
     */
    public String instanceId() {
      Path file = directory.resolve("instance-id");
      try {
        if (!Files.exists(file)) {
          Files.writeString(file, "willingly-" + UUID.randomUUID());
        }
        return Files.readString(file).strip();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot use " + file, e);
      }
    }

    /** Tells other processes where to ask. The file holds the token: only the user may read it. */
    public void publish(OwnerAddress address) {
      try {
        PrivateFile.replace(runtimeFile(), JSON.writeValueAsBytes(address));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + runtimeFile(), e);
      }
    }

    /** From now on nobody answers; the directory stays ours until closed. */
    public void withdraw() {
      try {
        Files.deleteIfExists(runtimeFile());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot remove " + runtimeFile(), e);
      }
    }

    /** Gives the right back. */
    @Override
    public void close() {
      withdraw();
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot leave the data directory " + directory, e);
      }
    }
  }
}
