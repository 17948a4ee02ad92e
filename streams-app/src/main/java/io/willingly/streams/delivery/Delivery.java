package io.willingly.streams.delivery;

import io.willingly.streams.config.Settings;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.watch.Duty;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;

/**
 * The couriers of the channels that are set. They start when all is counted for the first time:
 * what a replay of years publishes before is no news.
 */
public final class Delivery implements Duty, AutoCloseable {
  /** All channels there can be. */
  private static final List<String> CHANNELS = List.of("webhook", "slack", "teams");

  private final List<Supplier<Courier>> couriers = new ArrayList<>();
  private final List<Courier> started = new ArrayList<>();

  /**
   * Prepares the channels of the settings.
   *
   * @param today the organisation's date, as an epoch day
   * @param clock of the machine: receivers refuse what is signed at another time
   * @param attempts is told how it goes
   */
  public Delivery(
      Settings settings, Cluster cluster, IntSupplier today, Clock clock, Attempts attempts) {
    for (Channel channel : channels(settings.delivery())) {
      couriers.add(
          () ->
              new Courier(
                  cluster,
                  settings.pipeline().applicationId(),
                  channel.name(),
                  new Post(channel, clock, attempts),
                  today));
    }
  }

  private static List<Channel> channels(Settings.Delivery delivery) {
    return Stream.of(
            url(delivery.webhookUrl())
                .map(url -> new WebhookChannel(url, delivery.webhookSecret().value())),
            url(delivery.slackUrl()).map(ChatChannel::slack),
            url(delivery.teamsUrl()).map(ChatChannel::teams))
        .flatMap(channel -> channel.map(Channel.class::cast))
        .toList();
  }

  private static Stream<URI> url(Password url) {
    return url.value().isEmpty() ? Stream.empty() : Stream.of(URI.create(url.value()));
  }

  /** The groups that note what was sent. */
  public static List<String> groups(String applicationId) {
    return CHANNELS.stream().map(channel -> Courier.group(applicationId, channel)).toList();
  }

  @Override
  public void perform(AsOf asOf) {
    while (started.size() < couriers.size()) {
      Courier next = couriers.get(started.size()).get();
      next.start();
      started.add(next);
    }
  }

  /** Those of another instance go on where ours stop. */
  @Override
  public void rest() {
    close();
    started.clear();
  }

  @Override
  public String toString() {
    return "delivery";
  }

  @Override
  public void close() {
    started.forEach(Courier::close);
  }
}
