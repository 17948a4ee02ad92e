package io.willingly.streams.instance;

import io.willingly.streams.instance.Neighbours.Answer;
import io.willingly.streams.instance.StateWire.Page;
import io.willingly.streams.instance.StateWire.Request;
import io.willingly.streams.instance.StateWire.Row;
import io.willingly.streams.query.Owners;
import io.willingly.streams.query.Reading;
import io.willingly.streams.query.StatePart;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A part of the state on another instance. A get brings what lies behind the row, for who reads one
 * row of an owner reads others; of a reader that goes on from there ever more. Not thread-safe.
 */
final class RemotePart implements StatePart {
  private static final int SCANNED = 1 << 20;
  private static final int AHEAD = 1 << 15;

  /** As many pages are kept for gets; who reads does so owner by owner. */
  private static final int KEPT = 4;

  private final Neighbours neighbours;
  private final String host;
  private final Stores store;
  private final int partition;
  private final boolean copies;
  private final Deque<Ahead> pages = new ArrayDeque<>();

  /**
   * A part.
   *
   * @param host {@code host:port}
   * @param copies whether a copy that is a little behind will do
   */
  RemotePart(Neighbours neighbours, String host, Stores store, int partition, boolean copies) {
    this.neighbours = neighbours;
    this.host = host;
    this.store = store;
    this.partition = partition;
    this.copies = copies;
  }

  /** All rows of a range, as far as they were read. */
  private static final class Ahead {
    private final Bytes from;
    private final Bytes to;
    private final int most;
    private final TreeMap<Bytes, byte[]> rows = new TreeMap<>();
    private @Nullable Bytes furthest;

    Ahead(Bytes from, Bytes to, int most, Page page) {
      this.from = from;
      this.most = most;
      page.rows().forEach(row -> rows.put(row.key(), row.row().get()));
      // All up to the last row are known to be there or not.
      this.to = page.more() ? StateWire.after(rows.lastKey()) : to;
    }

    boolean covers(Bytes key) {
      return from.compareTo(key) <= 0 && key.compareTo(to) < 0;
    }

    byte @Nullable [] get(Bytes key) {
      if (furthest == null || furthest.compareTo(key) < 0) {
        furthest = key;
      }
      return rows.get(key);
    }

    /** Whether its reader came to the second half of it. */
    boolean used() {
      return furthest != null && rows.headMap(furthest).size() * 2 >= rows.size();
    }
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    for (Ahead page : pages) {
      if (page.covers(key)) {
        return page.get(key);
      }
    }
    Ahead last = pages.peekFirst();
    int most = last != null && last.used() ? Math.min(2 * last.most, SCANNED) : AHEAD;
    Span span = new Span(key, end(key));
    Ahead page = new Ahead(key, span.to(), most, page(ask(List.of(span), false, most)));
    pages.addFirst(page);
    if (pages.size() > KEPT) {
      pages.removeLast();
    }
    return page.get(key);
  }

  /** Customers are small and often read one after the other; behind a scope lie others' days. */
  private static Bytes end(Bytes key) {
    return StateKeys.isTally(key) ? Owners.after(key) : StateKeys.after(StateKeys.customers());
  }

  @Override
  public Scan scan(List<Span> spans) {
    if (spans.isEmpty()) {
      return visitor -> {};
    }
    Answer first = ask(spans, false, SCANNED);
    return visitor -> show(spans, first, visitor);
  }

  private void show(List<Span> spans, Answer first, Visitor visitor) {
    List<Span> asked = spans;
    Answer answer = first;
    while (true) {
      Page page = page(answer);
      int before = spans.size() - asked.size();
      if (page.more()) {
        Row last = page.rows().get(page.rows().size() - 1);
        asked = StateWire.after(asked, last.span(), last.key());
        // On its way while this page is looked at.
        answer = ask(asked, false, SCANNED);
      }
      for (Row row : page.rows()) {
        if (!visitor.see(before + row.span(), row.key(), row.row().get())) {
          return;
        }
      }
      if (!page.more()) {
        return;
      }
    }
  }

  @Override
  public Supplier<List<Bytes>> owners(Span span) {
    Answer first = ask(List.of(span), true, SCANNED);
    return () -> {
      List<Bytes> keys = new ArrayList<>();
      Page page = page(first);
      page.rows().forEach(row -> keys.add(row.key()));
      while (page.more()) {
        Bytes next = Owners.after(keys.get(keys.size() - 1));
        page = page(ask(List.of(new Span(next, span.to())), true, SCANNED));
        page.rows().forEach(row -> keys.add(row.key()));
      }
      return keys;
    };
  }

  private Answer ask(List<Span> spans, boolean keys, int most) {
    Request request = new Request(store, partition, copies, keys, spans, most);
    return neighbours.ask(host, StateWire.PATH, request.encode());
  }

  private Page page(Answer answer) {
    Page page = Page.decode(answer.await());
    if (page.behind() > 0) {
      Reading.current().ifPresent(reading -> reading.behind(store, partition, page.behind()));
    }
    return page;
  }
}
