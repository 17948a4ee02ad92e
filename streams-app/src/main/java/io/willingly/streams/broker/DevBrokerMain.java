package io.willingly.streams.broker;

import java.nio.file.Path;

/** The broker as a process of its own: {@code DevBrokerMain DIRECTORY PORT}. */
public final class DevBrokerMain {
  private DevBrokerMain() {}

  public static void main(String[] args) {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: DevBrokerMain DIRECTORY PORT");
    }
    DevBroker broker = DevBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
    broker.awaitShutdown();
  }
}
