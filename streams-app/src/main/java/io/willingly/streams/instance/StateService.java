package io.willingly.streams.instance;

import io.willingly.streams.instance.LocalParts.Copy;
import io.willingly.streams.instance.StateWire.Page;
import io.willingly.streams.instance.StateWire.Request;
import io.willingly.streams.instance.StateWire.Row;
import io.willingly.streams.query.LocalPart;
import io.willingly.streams.query.NotReady;
import io.willingly.streams.query.StatePart.Span;
import io.willingly.streams.query.StatePart.Visitor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Reads parts of this process for other instances. */
record StateService(LocalParts parts) {
  /** Of an owner so many rows are got one by one; a range costs several, however many it has. */
  private static final int FEW = 16;

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

  /** The first rows that are asked for. */
  static Page page(LocalPart part, long behind, Request request) {
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
    if (!request.tails().isEmpty()) {
      return new Page(behind, !tails(part, request, meter, rows), rows);
    }
    part.scan(request.spans())
        .show(
            (span, key, row) -> {
              rows.add(new Row(span, key, Bytes.wrap(row)));
              return meter.takes(key.get().length + row.length);
            });
    return new Page(behind, meter.full(), rows);
  }

  /** Reads all that is asked for of one owner after the other; whether of all of them. */
  private static boolean tails(LocalPart part, Request request, Meter meter, List<Row> rows) {
    List<Bytes> tails = request.tails();
    Set<Bytes> wanted = new HashSet<>(tails);
    for (int i = 0; i < request.spans().size(); i++) {
      if (meter.full()) {
        return false;
      }
      Bytes owner = request.spans().get(i).from();
      Visitor visitor =
          (span, key, row) -> {
            if (wanted.contains(StateWire.tail(owner, key))) {
              rows.add(new Row(span, key, Bytes.wrap(row)));
              meter.takes(key.get().length + row.length);
            }
            return true;
          };
      if (tails.size() > FEW) {
        Bytes last = StateWire.join(owner, tails.get(tails.size() - 1));
        Span all = new Span(StateWire.join(owner, tails.get(0)), StateWire.after(last));
        part.show(i, all, visitor);
      } else {
        for (Bytes tail : tails) {
          Bytes key = StateWire.join(owner, tail);
          byte[] row = part.get(key);
          if (row != null) {
            visitor.see(i, key, row);
          }
        }
      }
    }
    return true;
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
