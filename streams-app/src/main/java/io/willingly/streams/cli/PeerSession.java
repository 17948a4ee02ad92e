package io.willingly.streams.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.peer.OwnerAddress;
import io.willingly.streams.peer.OwnerControl;
import io.willingly.streams.peer.PeerClient;
import io.willingly.streams.peer.PeerServer;
import io.willingly.streams.query.AlarmQueries;
import io.willingly.streams.query.BoardQueries;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.query.Queries;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The live owner of the directory, asked over the loopback interface (R81). */
final class PeerSession implements Session {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LOOK_MILLIS = 2_000;

  private final OwnerAddress owner;
  private final SchemaIds ids;
  private final Queries queries;
  private final AlarmQueries alarms;
  private final ComparisonQueries comparisons;
  private final BoardQueries boards;
  private final OwnerControl control;
  private boolean incomplete;

  /**
   * A session.
   *
   * @param say is told what answers lack, in words
   */
  PeerSession(OwnerAddress owner, SchemaIds ids, Consumer<String> say) {
    this.owner = owner;
    this.ids = ids;
    Consumer<String> notes =
        note -> {
          incomplete |= note.startsWith(PeerServer.INCOMPLETE);
          say.accept(note);
        };
    this.queries = PeerClient.of(Queries.class, owner, notes);
    this.alarms = PeerClient.of(AlarmQueries.class, owner, notes);
    this.comparisons = PeerClient.of(ComparisonQueries.class, owner, notes);
    this.boards = PeerClient.of(BoardQueries.class, owner, notes);
    this.control = PeerClient.of(OwnerControl.class, owner, notes);
  }

  @Override
  public Queries queries() {
    return queries;
  }

  @Override
  public AlarmQueries alarms() {
    return alarms;
  }

  @Override
  public ComparisonQueries comparisons() {
    return comparisons;
  }

  @Override
  public BoardQueries boards() {
    return boards;
  }

  @Override
  public String bootstrapServers() {
    return owner.bootstrap();
  }

  @Override
  public SchemaIds schemaIds() {
    return ids;
  }

  @Override
  public ZoneId zone() {
    return ZoneId.of(owner.pipeline().zone());
  }

  @Override
  public ObjectNode dryRun(List<Fact> facts) {
    try {
      return (ObjectNode) JSON.readTree(control.dryRun(facts));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the live process gave no answer that can be read", e);
    }
  }

  @Override
  public int today() {
    return control.today();
  }

  @Override
  public boolean awaitDrained(Duration timeout, LongConsumer progress) {
    long deadline = System.nanoTime() + timeout.toNanos();
    long left = control.left(LOOK_MILLIS);
    while (left > 0 && System.nanoTime() < deadline) {
      progress.accept(left);
      left = control.left(LOOK_MILLIS);
    }
    progress.accept(left);
    return left == 0;
  }

  /**
   * The owner goes on.
   *
   * @throws IllegalStateException when an answer lacked something: no script may take it for whole
   */
  @Override
  public void close() {
    if (incomplete) {
      throw new IllegalStateException("what was answered is not the whole; ask again");
    }
  }
}
