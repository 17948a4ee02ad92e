package io.willingly.connectors.webhook;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a listener, each for one request, with a limit on how long its sender may take to
 * send it. The JDK's own limit is one for the whole JVM, which a worker of Kafka Connect shares
 * with others. A thread that blocks on a socket channel ends its read when it is interrupted, be it
 * in the headers or in the body, and however slowly bytes keep coming.
 *
 * <p>What finds neither a thread nor a place in the queue is not run: the server closes its
 * connection.
 */
final class Readers implements Executor, AutoCloseable {
  private static final int IDLE_SECONDS = 30;
  private static final ThreadLocal<Reading> READING = new ThreadLocal<>();

  private final Duration limit;
  private final Consumer<HttpExchange> tooSlow;
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor watch;

  /**
   * Starts none yet.
   *
   * @param count of threads, and of connections that wait for one
   * @param limit for one request
   * @param tooSlow answers a request whose body did not come in time
   */
  Readers(String name, int count, Duration limit, Consumer<HttpExchange> tooSlow) {
    this.limit = limit;
    this.tooSlow = tooSlow;
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(count),
            task -> daemon(task, name));
    threads.allowCoreThreadTimeOut(true);
    this.watch = new ScheduledThreadPoolExecutor(1, task -> daemon(task, name + "-limit"));
    watch.setRemoveOnCancelPolicy(true);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable request) {
    threads.execute(() -> run(request));
  }

  private void run(Runnable request) {
    Reading mine = new Reading(Thread.currentThread());
    READING.set(mine);
    Future<?> end;
    try {
      end = watch.schedule(mine::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return;
    }
    try {
      request.run();
    } finally {
      mine.end();
      end.cancel(false);
      READING.remove();
      // An interrupt that came too late must not meet the next request.
      Thread.interrupted();
    }
  }

  /**
   * Reads the body. The request of this thread then has no limit any more, unless there is more to
   * come.
   *
   * @param most bytes to take
   * @return null when it is larger
   * @throws IOException when it did not come in time; the sender has its answer
   */
  byte @Nullable [] body(HttpExchange exchange, int most) throws IOException {
    Reading mine = READING.get();
    mine.body(exchange);
    byte[] body = exchange.getRequestBody().readNBytes(most + 1);
    mine.body(null);
    if (body.length > most) {
      return null;
    }
    mine.end();
    return body;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    watch.shutdownNow();
  }

  /** The limit of one request. */
  private final class Reading {
    private final Thread thread;
    private @Nullable HttpExchange exchange;
    private boolean ended;
    private boolean expired;

    Reading(Thread thread) {
      this.thread = thread;
    }

    /** What to answer when it expires; null when there is nothing, or an answer already. */
    synchronized void body(@Nullable HttpExchange body) throws IOException {
      if (expired) {
        throw new IOException("the request did not come in time");
      }
      exchange = body;
    }

    synchronized void end() {
      ended = true;
    }

    synchronized void expire() {
      if (ended) {
        return;
      }
      expired = true;
      if (exchange != null) {
        tooSlow.accept(exchange);
      }
      thread.interrupt();
    }
  }
}
