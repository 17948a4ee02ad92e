package io.willingly.streams.runtime;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** Waits for answers of the cluster, but not for ever. */
public final class Futures {
  private static final long SECONDS = 60;
  private static final String UNREACHABLE =
      " (does a broker run there, is the address right, and do the settings kafka.client.* fit"
          + " that listener?)";

  private Futures() {}

  /**
   * The answer.
   *
   * @param doing what could not be done, for the message
   * @throws ClusterException when the cluster refuses or does not answer
   */
  public static <T> T await(KafkaFuture<T> future, String doing) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new ClusterException("cannot " + doing + ": " + e.getMessage() + cure(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new ClusterException(
          "cannot " + doing + ": no answer in " + SECONDS + " s" + UNREACHABLE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted: " + doing, e);
    }
  }

  private static String cure(@Nullable Throwable refusal) {
    if (refusal instanceof AuthorizationException) {
      return " (this user lacks a right: docs/install.md lists what each command needs)";
    }
    return refusal instanceof org.apache.kafka.common.errors.TimeoutException ? UNREACHABLE : "";
  }
}
