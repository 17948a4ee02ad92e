package io.willingly.streams.live;

import io.willingly.event.DealVerdict;
import io.willingly.event.DealVerdictKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.CommittedConsumer;
import io.willingly.streams.runtime.PublishedTopic;
import io.willingly.streams.runtime.TopicFollower;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What just happened: follows {@code deal-verdicts} on a thread of its own, from a little before
 * its end, and keeps the latest entries. A record that cannot be read is logged and left out.
 */
public final class Feed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  /** Offsets of a partition before its end from which it begins. */
  private static final long PAST = 300;

  /** After so many polls without a record the company's numbers have all that was published. */
  private static final int QUIET = 4;

  private static final int POLL_RECORDS = 5_000;

  private final Cluster cluster;
  private final ReadSide reads;
  private final Definition rules;
  private final String organisation;
  private final WireFormat<DealVerdictKey> keys;
  private final WireFormat<DealVerdict> values;
  private final TopicFollower follower;
  private volatile Runnable changed = () -> {};
  private volatile List<FeedEntry> entries = List.of();

  /**
   * A feed that has not started.
   *
   * @param rules the rule set in force: verdicts of others are left out
   * @param organisation id of the organisation scope
   */
  public Feed(Cluster cluster, ReadSide reads, Definition rules, String organisation) {
    this.cluster = cluster;
    this.reads = reads;
    this.rules = rules;
    this.organisation = organisation;
    this.keys = WireFormat.keys(Topics.DEAL_VERDICTS, cluster.ids());
    this.values = WireFormat.values(Topics.DEAL_VERDICTS, cluster.ids());
    this.follower = new TopicFollower("willingly-feed", this::consumer, this::follow);
  }

  public Feed start() {
    follower.start();
    return this;
  }

  /** Has something run when entries come or go, on the feed's thread. */
  public void onChange(Runnable listener) {
    changed = listener;
  }

  /** The latest entries, at most 200, newest first. */
  public List<FeedEntry> entries() {
    return entries;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return CommittedConsumer.of(
        cluster.clientSettings(), Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS));
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    FeedBook book = new FeedBook(reads, rules, organisation);
    keep(book.past(past(consumer)), List.of());
    int quiet = 0;
    while (follower.isOpen()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(TopicFollower.POLL);
      quiet = records.isEmpty() ? quiet + 1 : 0;
      if (quiet == QUIET || (quiet > QUIET && book.isOfAnotherDay())) {
        book.settle();
      } else if (quiet == 0) {
        List<FeedBook.Published> published = read(records);
        List<FeedBook.Published> gone =
            published.stream().filter(record -> record.verdict() == null).toList();
        keep(
            book.live(published),
            entries.stream()
                .filter(entry -> gone.stream().noneMatch(record -> record.isOf(entry)))
                .toList());
      }
    }
  }

  /** What was published lately, at once: all of it is in the company's numbers. */
  private List<FeedBook.Published> past(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.DEAL_VERDICTS.name()).stream()
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(partitions));
    consumer.assign(partitions);
    left.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - PAST)));
    List<FeedBook.Published> past = new ArrayList<>();
    while (left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue())
        || !left.isEmpty()) {
      past.addAll(read(consumer.poll(TopicFollower.POLL)));
    }
    return past;
  }

  private List<FeedBook.Published> read(ConsumerRecords<byte[], byte[]> records) {
    List<FeedBook.Published> read = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String place = "%s-%d-%d".formatted(record.topic(), record.partition(), record.offset());
      try {
        read.add(
            new FeedBook.Published(
                place,
                record.timestamp(),
                PublishedTopic.decoded(keys, record.key(), record),
                record.value() == null
                    ? null
                    : PublishedTopic.decoded(values, record.value(), record)));
      } catch (RuntimeException e) {
        LOG.warn("the feed leaves out {}: {}", place, e.getMessage(), e);
      }
    }
    return read;
  }

  private void keep(List<FeedEntry> fresh, List<FeedEntry> old) {
    List<FeedEntry> all = new ArrayList<>(fresh.size() + old.size());
    for (int i = fresh.size() - 1; i >= 0; i--) {
      all.add(fresh.get(i));
    }
    all.addAll(old);
    all.sort(Comparator.comparing(FeedEntry::at).reversed());
    entries = List.copyOf(all.subList(0, Math.min(all.size(), FeedBook.MOST)));
    changed.run();
  }

  @Override
  public void close() {
    follower.close();
  }
}
