package io.willingly.streams.testing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Watches what the tasks of a pipeline commit, ten times a second: for how long they stood still,
 * and whether any offset ever went back.
 */
public final class Progress implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;

  /** A task without a steady load stands still without anything being wrong. */
  private static final int STEADY = 20;

  private final Admin admin;
  private final String group;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Map<TopicPartition, Long> offsets = new HashMap<>();
  private final Map<Task, Moves> tasks = new TreeMap<>();
  private String wentBack = "";

  private record Task(String stage, int partition) implements Comparable<Task> {
    static Task of(TopicPartition partition, String group) {
      String topic = partition.topic();
      return new Task(
          topic.startsWith(group + "-") ? topic.substring(group.length() + 1) : "inputs",
          partition.partition());
    }

    @Override
    public int compareTo(Task other) {
      int stages = stage.compareTo(other.stage);
      return stages == 0 ? Integer.compare(partition, other.partition) : stages;
    }
  }

  private static final class Moves {
    private long since;
    private long longest;
    private int count;

    private boolean steady() {
      return count >= STEADY;
    }
  }

  public Progress(String bootstrap, String group) {
    this.group = group;
    admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    thread.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      see(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get());
    } catch (ExecutionException e) {
      // The coordinator may be away for a moment: then there is nothing to see.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void see(Map<TopicPartition, OffsetAndMetadata> committed) {
    long now = System.nanoTime();
    tasks.values().forEach(task -> task.longest = Math.max(task.longest, now - task.since));
    committed.forEach(
        (partition, at) -> {
          Long before = at == null ? null : offsets.put(partition, at.offset());
          if (at != null && (before == null || before < at.offset())) {
            Moves task = tasks.computeIfAbsent(Task.of(partition, group), key -> new Moves());
            task.count++;
            task.since = now;
          } else if (before != null && before > at.offset()) {
            wentBack += "%s from %d to %d; ".formatted(partition, before, at.offset());
          }
        });
  }

  /** What went back, empty if nothing. */
  public synchronized String wentBack() {
    return wentBack;
  }

  /** Whether so many tasks that read the inputs have a steady load. */
  public synchronized boolean steady(int inputs) {
    return tasks.entrySet().stream()
            .filter(task -> task.getKey().stage().equals("inputs") && task.getValue().steady())
            .count()
        == inputs;
  }

  /**
   * Whether every task with a steady load moved after an instant. What was committed right before
   * it may be seen a little later.
   *
   * @param nanoTime of {@link System#nanoTime}
   */
  public synchronized boolean everywhereSince(long nanoTime) {
    long certain = nanoTime + TimeUnit.MILLISECONDS.toNanos(5 * LOOK_MILLIS);
    return tasks.values().stream().filter(Moves::steady).allMatch(task -> task.since - certain > 0);
  }

  /** The longest standstill of a steady task of each stage since the last call. */
  public synchronized Map<String, Duration> standstills() {
    Map<String, Duration> longest = new TreeMap<>();
    tasks.forEach(
        (task, moves) -> {
          if (moves.steady()) {
            longest.merge(
                task.stage(),
                Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(moves.longest)),
                (one, other) -> one.compareTo(other) < 0 ? other : one);
          }
          moves.longest = 0;
        });
    return longest;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close();
  }
}
