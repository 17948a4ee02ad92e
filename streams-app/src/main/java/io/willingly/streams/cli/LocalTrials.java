package io.willingly.streams.cli;

import io.willingly.connectors.mapping.InputException;
import io.willingly.streams.config.Settings;
import io.willingly.streams.trial.NamedContent;
import io.willingly.streams.trial.TrialRun;
import io.willingly.streams.trial.Trials;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Trials of this process, below the machine's temporary directory. */
final class LocalTrials implements Trials {
  /** A trial nobody has asked about for so long is closed. */
  static final Duration IDLE = Duration.ofMinutes(30);

  private static final int BUFFER = 1 << 16;

  private final Host host;
  private final Settings like;
  private final Opened opened = Opened.nothing();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "willingly-trial-idle");
            thread.setDaemon(true);
            return thread;
          });
  private final Duration idle;
  private @Nullable LocalTrial current;

  /**
   * No trial yet.
   *
   * @param like whose zone and definitions trials have
   * @param idle a trial nobody has asked about for so long is closed
   */
  LocalTrials(Host host, Settings like, Duration idle) {
    this.host = host;
    this.like = like;
    this.idle = idle;
    opened.add(this::closeCurrent);
    opened.add(watch::shutdownNow);
    long look = Math.max(1, idle.toMillis() / 10);
    var unused = watch.scheduleWithFixedDelay(this::closeIdle, look, look, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized TrialRun open(List<? extends NamedContent> files) {
    if (current != null && current.progress().state() == TrialRun.State.COUNTING) {
      throw new IllegalStateException(
          "another trial is counting in this process; wait for it, or close it");
    }
    closeCurrent();
    Path directory = directory();
    try {
      List<Path> paths = new ArrayList<>();
      Set<String> names = new HashSet<>();
      long left = MAX_BYTES;
      Path uploads = Files.createDirectory(directory.resolve("files"));
      for (NamedContent file : files) {
        String name = file.name().replaceFirst(".*[/\\\\]", "").replaceAll("[\\p{Cntrl}:]", "_");
        if (name.isBlank() || name.startsWith(".") || !names.add(name)) {
          throw new InputException("two files, or none, are named '" + name + "'; rename one");
        }
        Path path = uploads.resolve(name);
        left -= copy(file, path, left);
        paths.add(path);
      }
      if (paths.isEmpty()) {
        throw new InputException("no file: give at least the one with the deals");
      }
      current = new LocalTrial(host, like, directory, paths);
      return current;
    } catch (IOException e) {
      TrialRoom.remove(directory);
      throw new UncheckedIOException("the files cannot be kept in " + directory, e);
    } catch (RuntimeException e) {
      TrialRoom.remove(directory);
      throw e;
    }
  }

  private static long copy(NamedContent file, Path path, long most) throws IOException {
    long copied = 0;
    try (InputStream in = file.open();
        OutputStream out = Files.newOutputStream(path)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        copied += read;
        if (copied > most) {
          throw new InputException(
              "the files have more than %,d bytes together; use `willingly try` on this machine"
                  .formatted(MAX_BYTES));
        }
        out.write(buffer, 0, read);
      }
    }
    return copied;
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("willingly-try");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory can be made", e);
    }
  }

  @Override
  public synchronized Optional<TrialRun> find(String id) {
    if (current == null || !current.id().equals(id)) {
      return Optional.empty();
    }
    current.touch();
    return current.progress().state() == TrialRun.State.CLOSED
        ? Optional.empty()
        : Optional.of(current);
  }

  private synchronized void closeIdle() {
    if (current != null
        && current.idleFor().compareTo(idle) > 0
        && current.progress().state() != TrialRun.State.COUNTING) {
      closeCurrent();
    }
  }

  private synchronized void closeCurrent() {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  @Override
  public void close() {
    opened.close();
  }
}
