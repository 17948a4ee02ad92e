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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A part of the state on another instance. A get brings what lies behind the row, for who reads one
 * row of an owner reads others, of a reader that goes on from there ever more; and of one that
 * reads owner after owner what it read of those before (see {@link Habit}). Not thread-safe.
 */
final class RemotePart implements StatePart {
  private static final int SCANNED = 1 << 20;
  private static final int AHEAD = 1 << 15;
  private static final int BLOCK = 1 << 18;

  /** The first owners may be all that are read; those who read on read many. */
  private static final int FIRST_OWNERS = 8;

  private static final int MOST_OWNERS = 256;

  /** As many pages are kept for gets; who reads does so owner by owner. */
  private static final int KEPT = 4;

  private final Neighbours neighbours;
  private final String host;
  private final Stores store;
  private final int partition;
  private final boolean copies;
  private final Deque<Known> pages = new ArrayDeque<>();
  private final Habit habit = new Habit();
  private int owners = FIRST_OWNERS;
  private boolean readsOn;
  private @Nullable Block coming;

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

  /** Rows that were read, and what is known not to be there. */
  private interface Known {
    boolean covers(Bytes key);

    byte @Nullable [] get(Bytes key);
  }

  /** All rows of a range, as far as they were read. */
  private static final class Ahead implements Known {
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

    @Override
    public boolean covers(Bytes key) {
      return from.compareTo(key) <= 0 && key.compareTo(to) < 0;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
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

  /** The same rows of several owners, on their way. */
  private record Block(List<Span> owners, List<Bytes> tails, Answer answer) {}

  /** The same rows of several owners. */
  private static final class Alike implements Known {
    private final NavigableSet<Bytes> owners = new TreeSet<>();
    private final Set<Bytes> tails;
    private final Map<Bytes, byte[]> rows = new HashMap<>();

    Alike(List<Span> owners, List<Bytes> tails, Page page) {
      owners.forEach(owner -> this.owners.add(owner.from()));
      this.tails = new HashSet<>(tails);
      page.rows().forEach(row -> rows.put(row.key(), row.row().get()));
    }

    /** More rows of some of the owners; the others are forgotten. */
    void add(Alike more) {
      owners.retainAll(more.owners);
      tails.addAll(more.tails);
      rows.putAll(more.rows);
    }

    @Override
    public boolean covers(Bytes key) {
      Bytes owner = owners.floor(key);
      return owner != null
          && StateWire.begins(key, owner)
          && tails.contains(StateWire.tail(owner, key));
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
      return rows.get(key);
    }
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    boolean begins = StateKeys.isTally(key) && habit.reads(key);
    Known page = known(key);
    if (page == null) {
      page = begins ? alike(key) : ahead(key);
      pages.addFirst(page);
      if (pages.size() > KEPT) {
        pages.removeLast();
      }
    }
    if (begins && page instanceof Alike block) {
      complete(block);
    }
    return page.get(key);
  }

  private @Nullable Known known(Bytes key) {
    for (Known page : pages) {
      if (page.covers(key)) {
        return page;
      }
    }
    return null;
  }

  private Ahead ahead(Bytes key) {
    int most =
        pages.peekFirst() instanceof Ahead last && last.used()
            ? Math.min(2 * last.most, SCANNED)
            : AHEAD;
    Span span = new Span(key, end(key));
    return new Ahead(key, span.to(), most, page(ask(List.of(span), false, List.of(), most)));
  }

  /** Customers are small and often read one after the other; behind a scope lie others' days. */
  private static Bytes end(Bytes key) {
    return StateKeys.isTally(key) ? Owners.after(key) : StateKeys.after(StateKeys.customers());
  }

  private Known alike(Bytes key) {
    Block foreseen = coming;
    coming = null;
    if (foreseen != null) {
      Known known = arrived(foreseen);
      if (known.covers(key)) {
        return known;
      }
    }
    return arrived(block(habit.next(owners), habit.tails()));
  }

  private Block block(List<Span> next, List<Bytes> tails) {
    return new Block(next, tails, ask(next, false, tails, BLOCK));
  }

  private Alike arrived(Block block) {
    Page page = page(block.answer());
    List<Span> read = read(block, page);
    boolean goesOn = readsOn;
    readsOn = true;
    owners = page.more() ? read.size() : Math.min(2 * owners, MOST_OWNERS);
    List<Span> next = goesOn ? habit.behind(read.get(read.size() - 1), owners) : List.of();
    if (!next.isEmpty()) {
      // On its way while this one is looked at.
      coming = block(next, habit.tails());
    }
    return new Alike(read, block.tails(), page);
  }

  private static List<Span> read(Block block, Page page) {
    return page.more()
        ? block.owners().subList(0, page.rows().get(page.rows().size() - 1).span() + 1)
        : block.owners();
  }

  /** Since it was asked for its reader may have begun to read other rows too. */
  private void complete(Alike block) {
    List<Bytes> others =
        habit.tails().stream().filter(tail -> !block.tails.contains(tail)).toList();
    if (others.isEmpty()) {
      return;
    }
    List<Span> left =
        habit.next(block.owners.size()).stream()
            .filter(owner -> block.owners.contains(owner.from()))
            .toList();
    Block more = block(left, others);
    Page page = page(more.answer());
    block.add(new Alike(read(more, page), others, page));
  }

  @Override
  public Scan scan(List<Span> spans) {
    if (spans.isEmpty()) {
      return visitor -> {};
    }
    Answer first = ask(spans, false, List.of(), SCANNED);
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
        answer = ask(asked, false, List.of(), SCANNED);
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
    Answer first = ask(List.of(span), true, List.of(), SCANNED);
    return () -> {
      List<Bytes> keys = new ArrayList<>();
      Page page = page(first);
      page.rows().forEach(row -> keys.add(row.key()));
      while (page.more()) {
        Bytes next = Owners.after(keys.get(keys.size() - 1));
        page = page(ask(List.of(new Span(next, span.to())), true, List.of(), SCANNED));
        page.rows().forEach(row -> keys.add(row.key()));
      }
      if (store != Stores.CUSTOMER_HISTORY) {
        habit.learn(keys);
      }
      return keys;
    };
  }

  private Answer ask(List<Span> spans, boolean keys, List<Bytes> tails, int most) {
    Request request = new Request(store, partition, copies, keys, tails, spans, most);
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
