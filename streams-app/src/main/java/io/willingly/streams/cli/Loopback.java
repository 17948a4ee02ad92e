package io.willingly.streams.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;

/** Addresses that only their own machine reaches. */
final class Loopback {
  private Loopback() {}

  /**
   * Whether one of them is.
   *
   * @param addresses {@code host:port}, separated by commas
   */
  static boolean is(String addresses) {
    return Arrays.stream(addresses.split(",", -1))
        .map(address -> Utils.getHost(address.strip()))
        .anyMatch(host -> host != null && isLoopback(host));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
