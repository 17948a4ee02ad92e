package io.willingly.streams.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.config.Settings.Internal;
import io.willingly.streams.instance.StateWire.Request;
import io.willingly.streams.query.LocalPart;
import io.willingly.streams.query.StatePart;
import io.willingly.streams.query.StatePart.Span;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import io.willingly.streams.testing.Ports;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A part is read over HTTP as it is read where it lies, in far fewer requests than rows. */
@SuppressWarnings("NullAway.Init") // set before each test
class RemotePartTest {
  private static final String SECRET = "of-all-our-instances";
  private static final int REPS = 400;
  private static final int DAYS = 120;

  private final Random random = new Random(7);
  private final RowsInMemory rows = new RowsInMemory();
  private final LocalPart here = new LocalPart(rows);
  private final AtomicInteger requests = new AtomicInteger();
  private InternalServer server;

  @BeforeEach
  void listen() {
    server =
        InternalServer.start(new Internal("127.0.0.1", Ports.free(), "", new Password(SECRET)));
    server.guarded(
        StateWire.PATH,
        context -> {
          requests.incrementAndGet();
          Request request = Request.decode(context.bodyAsBytes());
          context.result(StateService.page(here, 0, request).encode());
        });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RemotePart there(Stores store) {
    Neighbours patient = new Neighbours(SECRET, Duration.ofMinutes(1));
    return new RemotePart(patient, server.advertised(), store, 0, false);
  }

  /** Each rep has an entry, an index, and a row for some of the days. */
  private void reps() {
    for (int i = 0; i < REPS; i++) {
      rows.put(key(i, "f"), row(200));
      rows.put(key(i, "i"), row(60));
      for (int day = 0; day < DAYS; day++) {
        if (random.nextInt(3) > 0) {
          rows.put(key(i, "p" + day), row(100));
        }
        rows.put(key(i, "d" + day), row(300));
      }
    }
  }

  private static byte[] key(int rep, String tail) {
    return new ByteWriter(64)
        .putRaw(StateKeys.tally(ScopeId.rep("rep-" + rep)))
        .putRaw(tail.getBytes(StandardCharsets.UTF_8))
        .toBytes();
  }

  private byte[] row(int size) {
    byte[] row = new byte[size];
    random.nextBytes(row);
    return row;
  }

  @Test
  void whoReadsOwnerAfterOwnerAsksFewTimes() {
    reps();
    RemotePart there = there(Stores.REP_TALLIES);
    List<Integer> inOrder = inOrder(there);

    for (int rep : inOrder) {
      assertSame(there, rep, "f");
      assertSame(there, rep, "i");
      // Not all read the same of each: some reps have other days.
      for (int day = rep % 5; day < DAYS / 2; day += 2) {
        assertSame(there, rep, "p" + day);
      }
    }
    assertThat(requests).as("of %d rows", REPS * (2 + DAYS / 4)).hasValueLessThan(60);

    requests.set(0);
    inOrder.forEach(rep -> assertSame(there, rep, "f"));
    assertThat(requests).as("of small rows of all").hasValueLessThan(12);
  }

  private void assertSame(StatePart there, int rep, String tail) {
    Bytes key = Bytes.wrap(key(rep, tail));
    assertThat(there.get(key)).as("%d %s", rep, tail).isEqualTo(here.get(key));
  }

  /** As its rows lie. */
  private static List<Integer> inOrder(StatePart part) {
    Span all = new Span(Bytes.wrap(StateKeys.tallies()), StateKeys.after(StateKeys.tallies()));
    return part.owners(all).get().stream()
        .map(key -> Integer.valueOf(StateKeys.scopeOf(key).id().substring("rep-".length())))
        .toList();
  }

  @Test
  void whoeverReadsInWhateverOrderReadsWhatIsThere() {
    reps();
    RemotePart there = there(Stores.REP_TALLIES);
    assertThat(inOrder(there)).hasSize(REPS).isEqualTo(inOrder(here));

    List<String> tails = List.of("f", "i", "p1", "p7", "p40", "p99", "d3", "nothing");
    for (int i = 0; i < 300; i++) {
      int rep = random.nextInt(REPS);
      for (int more = random.nextInt(4); more >= 0 && rep < REPS; more--, rep++) {
        assertSame(there, rep, tails.get(random.nextInt(tails.size())));
      }
    }
  }

  @Test
  void readsPagesUntilThereAreNoMore() {
    reps();
    List<Span> spans = new ArrayList<>();
    for (int rep : new int[] {1, 10, 100, 399}) {
      byte[] own = StateKeys.tally(ScopeId.rep("rep-" + rep));
      spans.add(new Span(Bytes.wrap(own), StateKeys.after(own)));
    }
    byte[] all = StateKeys.tallies();
    spans.add(new Span(Bytes.wrap(all), StateKeys.after(all)));

    RemotePart there = there(Stores.REP_TALLIES);
    assertThat(scanned(there, spans)).isEqualTo(scanned(here, spans));
    assertThat(requests).as("of 1 MiB").hasValueBetween(15, 25);
  }

  private static List<String> scanned(StatePart part, List<Span> spans) {
    List<String> scanned = new ArrayList<>();
    part.scan(spans)
        .show((span, key, row) -> scanned.add(span + " " + key + " " + Arrays.hashCode(row)));
    return scanned;
  }

  @Test
  void rowsLargerThanAPageAreReadOneByOne() {
    for (int i = 0; i < 5; i++) {
      rows.put(key(i, "f"), row(2 << 20));
    }
    RemotePart there = there(Stores.REP_TALLIES);

    for (int rep : inOrder(there)) {
      assertSame(there, rep, "f");
    }
    byte[] all = StateKeys.tallies();
    List<Span> spans = List.of(new Span(Bytes.wrap(all), StateKeys.after(all)));
    assertThat(scanned(there, spans)).hasSize(5).isEqualTo(scanned(here, spans));
  }

  @Test
  void customersAreReadEverFurtherAhead() {
    for (int i = 0; i < 5_000; i++) {
      byte[] own = StateKeys.customer("customer-" + i);
      rows.put(own, row(300));
    }
    RemotePart there = there(Stores.CUSTOMER_HISTORY);

    rows.rows().forEach((key, row) -> assertThat(there.get(key)).isEqualTo(row));
    assertThat(there.get(Bytes.wrap(StateKeys.customer("nobody")))).isNull();
    assertThat(requests).hasValueLessThan(12);
  }
}
