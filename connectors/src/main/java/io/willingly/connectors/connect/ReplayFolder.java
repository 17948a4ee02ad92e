package io.willingly.connectors.connect;

import io.willingly.connectors.mapping.FileRows;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.Mark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a folder that have something to read, by name. */
final class ReplayFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayFolder.class);

  private final Path folder;
  private final PathMatcher names;
  private final Mapping mapping;
  private final String source;
  private final ReplayConfig settings;
  private final Clock clock;
  private final Function<Collection<String>, Map<String, FileOffset>> kept;
  private final Set<String> known = new HashSet<>();
  private final Map<String, FileOffset> offsets = new HashMap<>();
  private final Map<String, Look> looks = new HashMap<>();
  private final Set<Path> passedOver = new HashSet<>();

  /**
   * A look at a file after which nothing of it was left to read.
   *
   * @param waiting whether there is more once the file is quiet
   */
  private record Look(long size, long modified, boolean waiting) {}

  /**
   * A file as it was found.
   *
   * @param quiet whether nothing was written to it for long enough
   */
  record Found(String name, Path path, long size, long modified, boolean quiet) {}

  /**
   * Watches a folder.
   *
   * @param kept where files were left by an earlier task; new ones are not among them
   */
  ReplayFolder(
      ReplayConfig settings,
      Mapping mapping,
      String source,
      Clock clock,
      Function<Collection<String>, Map<String, FileOffset>> kept) {
    this.folder = settings.folder();
    this.names =
        FileSystems.getDefault().getPathMatcher("glob:" + settings.getString(ReplayConfig.FILES));
    this.mapping = mapping;
    this.source = source;
    this.settings = settings;
    this.clock = clock;
    this.kept = kept;
  }

  /** The files that have changed since nothing of them was left, in the order of their names. */
  List<Found> changed() throws IOException {
    List<Found> changed =
        paths().stream()
            .filter(path -> names.matches(path.getFileName()))
            .filter(path -> !path.getFileName().toString().startsWith("."))
            .sorted()
            .map(this::look)
            .flatMap(Stream::ofNullable)
            .toList();
    // Asked for all at once: a worker reads its offsets to their end for each question.
    List<String> unknown = changed.stream().map(Found::name).filter(known::add).toList();
    if (!unknown.isEmpty()) {
      offsets.putAll(kept.apply(unknown));
    }
    return changed;
  }

  /** All below the folder, but for what is gone meanwhile or may not be read. */
  private List<Path> paths() throws IOException {
    List<Path> paths = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            paths.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (path.equals(folder)) {
              throw e;
            }
            passOver(path, e);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, @Nullable IOException e) {
            if (e != null) {
              passOver(path, e);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return paths;
  }

  /** Passes over what cannot be read, and says so once. */
  void passOver(Path path, IOException e) {
    if (!(e instanceof NoSuchFileException) && passedOver.add(path)) {
      LOG.warn("cannot read {}; the rest of the folder is read without it: {}", path, e.toString());
    }
  }

  private @Nullable Found look(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      long modified = attributes.lastModifiedTime().toMillis();
      boolean quiet = clock.millis() - modified >= settings.quiet().toMillis();
      String name = folder.relativize(path).toString().replace('\\', '/');
      Look before = looks.get(name);
      boolean same =
          before != null
              && before.size() == attributes.size()
              && before.modified() == modified
              && !(before.waiting() && quiet);
      return same || !attributes.isRegularFile() || attributes.size() == 0
          ? null
          : new Found(name, path, attributes.size(), modified, quiet);
    } catch (IOException e) {
      passOver(path, e);
      return null;
    }
  }

  /** Opens a file where it was left. */
  ReplayFile open(Found file, FileOffset offset) throws IOException {
    FileRows rows =
        settings.getBoolean(ReplayConfig.KEPT)
            ? FileRows.kept(mapping, file.path(), offset.mark(), source)
            : FileRows.open(mapping, file.path(), offset.mark(), offset.version(), source);
    try {
      return new ReplayFile(file.name(), rows, offset, file.quiet());
    } catch (IOException | RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  /** Where to read on: at its beginning when it is new, or has replaced one of its name. */
  FileOffset offset(Found file) throws IOException {
    FileOffset before = offsets.get(file.name());
    if (before != null && before.seen() == file.size() && before.modified() == file.modified()) {
      return before;
    }
    MessageDigest digest = sha256();
    boolean same = false;
    try (InputStream in = Files.newInputStream(file.path())) {
      long left = file.size();
      if (before != null && before.seen() <= left) {
        left -= add(in, digest, before.seen());
        // One that was refused as a whole is tried as a whole when there is more of it.
        same = hex(digest).equals(before.sha256()) && (left == 0 || before.mark().row() > 0);
      }
      add(in, digest, left);
    }
    String sha256 = hex(digest);
    if (before != null && same) {
      return new FileOffset(before.mark(), file.size(), file.modified(), sha256, before.version());
    }
    // As in a register of revisions: what replaces a file is newer than it.
    long revision =
        before == null
            ? file.modified()
            : Math.max(file.modified(), before.version().revision() + 1);
    FileRows.Version version = new FileRows.Version(sha256, revision);
    return new FileOffset(Mark.START, file.size(), file.modified(), sha256, version);
  }

  /** Remembers where a file was left. */
  void left(String name, FileOffset offset) {
    offsets.put(name, offset);
  }

  /** Remembers that nothing of a file is left, or only what waits for it to be quiet. */
  void finished(Found file, boolean waiting) {
    looks.put(file.name(), new Look(file.size(), file.modified(), waiting));
  }

  private static long add(InputStream in, MessageDigest digest, long bytes) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long added = 0;
    while (added < bytes) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, bytes - added));
      if (read < 0) {
        return added;
      }
      digest.update(buffer, 0, read);
      added += read;
    }
    return added;
  }

  /** Of what was added so far; more may be. */
  private static String hex(MessageDigest digest) {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the SHA-256 of every Java platform can be copied", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
