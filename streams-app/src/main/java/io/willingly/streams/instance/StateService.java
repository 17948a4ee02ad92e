package io.willingly.streams.instance;

import io.willingly.streams.instance.LocalParts.Copy;
import io.willingly.streams.instance.StateWire.Page;
import io.willingly.streams.instance.StateWire.Request;
import io.willingly.streams.instance.StateWire.Row;
import io.willingly.streams.query.LocalPart;
import io.willingly.streams.query.NotReady;
import io.willingly.streams.query.StatePart.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Reads parts of this process for other instances. */
record StateService(LocalParts parts) {
  private static final Bytes NO_ROW = Bytes.wrap(new byte[0]);

  /**
   * Answers a request of {@link StateWire}.
   *
   * @throws NotReady when this process has not got the part now
   */
  byte[] answer(byte[] body) {
    Request request = Request.decode(body);
    try {
      Optional<LocalPart> active = parts.active(request.store(), request.partition());
      if (active.isPresent()) {
        return page(active.get(), 0, request).encode();
      }
      if (request.copies()) {
        Optional<Copy> copy = parts.copy(request.store(), request.partition());
        if (copy.isPresent()) {
          return page(copy.get().part(), copy.get().behind(), request).encode();
        }
      }
    } catch (InvalidStateStoreException e) {
      throw new NotReady("it is handing its share on; ask again", e);
    }
    throw new NotReady("it has not got it now, it is being moved or restored; ask again");
  }

  private static Page page(LocalPart part, long behind, Request request) {
    List<Row> rows = new ArrayList<>();
    if (request.keys()) {
      Span span = request.spans().get(0);
      // A key is a few dozen bytes.
      int most = Math.max(1, request.most() / 64);
      List<Bytes> keys = part.owners(span, most);
      keys.forEach(key -> rows.add(new Row(0, key, NO_ROW)));
      return new Page(behind, keys.size() == most, rows);
    }
    Meter meter = new Meter(request.most());
    part.scan(request.spans())
        .show(
            (span, key, row) -> {
              rows.add(new Row(span, key, Bytes.wrap(row)));
              return meter.takes(key.get().length + row.length);
            });
    return new Page(behind, meter.full(), rows);
  }

  /** Counts bytes; the row that passes the limit is still taken. */
  private static final class Meter {
    private long left;

    Meter(int most) {
      this.left = most;
    }

    boolean takes(int bytes) {
      left -= bytes;
      return !full();
    }

    boolean full() {
      return left <= 0;
    }
  }
}
