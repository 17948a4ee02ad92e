package io.willingly.streams.cli;

import io.willingly.streams.runtime.Futures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores of an instance on its disk: a copy of changelog topics, up to an offset. Topics that
 * were deleted and created again, by a rebuild on another machine or with the whole cluster, have
 * the same names and offsets, and nothing else would notice that the copy is of others.
 */
final class LocalState {
  private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);

  private final Path directory;
  private final Map<String, Object> clientSettings;

  LocalState(Path directory, Map<String, Object> clientSettings) {
    this.directory = directory;
    this.clientSettings = Map.copyOf(clientSettings);
  }

  /** Before a start: deletes what is a copy of topics that are no more. It is restored then. */
  void forgetIfOfOthers() {
    if (!Files.exists(directory)) {
      return;
    }
    try {
      if (!Files.exists(note()) || !changelogs().containsAll(Files.readAllLines(note()))) {
        LOG.warn("state in {} is not of this cluster's changelogs, restoring all", directory);
        delete();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + note(), e);
    }
  }

  /**
   * Notes the topics the stores are a copy of, where there are any yet.
   *
   * @param names of the changelog topics
   */
  void note(List<String> names) {
    List<String> own =
        changelogs().stream()
            .filter(line -> names.contains(line.substring(0, line.indexOf(' '))))
            .toList();
    if (own.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(directory);
      Files.write(note(), own);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + note(), e);
    }
  }

  void delete() {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the state in " + directory, e);
    }
  }

  private Path note() {
    return directory.resolve("changelogs");
  }

  private Set<String> changelogs() {
    try (Admin admin = Admin.create(clientSettings)) {
      return Futures.await(admin.listTopics().listings(), "list topics").stream()
          .filter(topic -> topic.name().endsWith("-changelog"))
          .map(topic -> topic.name() + " " + topic.topicId())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
