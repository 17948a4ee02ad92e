package io.willingly.flink.job;

import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.SupplierWithException;
import org.apache.flink.util.function.ThrowingRunnable;

/** Access to state, which declares every exception, from steps that declare none. */
final class Unchecked {
  private Unchecked() {}

  static <T> T get(SupplierWithException<T, Exception> read) {
    try {
      return read.get();
    } catch (Exception e) {
      throw new FlinkRuntimeException("cannot read state", e);
    }
  }

  static void run(ThrowingRunnable<Exception> write) {
    try {
      write.run();
    } catch (Exception e) {
      throw new FlinkRuntimeException("cannot write state", e);
    }
  }
}
