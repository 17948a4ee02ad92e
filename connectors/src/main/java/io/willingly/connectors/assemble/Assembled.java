package io.willingly.connectors.assemble;

import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.ObjectEvents;
import io.willingly.connectors.mapping.RowOutcome.Rejected;
import io.willingly.connectors.records.InputRecord;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of an object.
 *
 * @param records to send, in this order: withdrawals, then events
 * @param ask aliases to ask for, and to be told of from now on
 * @param forget aliases not to be told of any more
 * @param waiting events that cannot be made yet
 * @param complete all aliases it asked for were answered; else it will be assembled again
 * @param rejected why it cannot be mapped: then what was sent before stands
 */
public record Assembled(
    List<InputRecord> records,
    Set<AliasKey> ask,
    Set<AliasKey> forget,
    List<ObjectEvents.Awaited> waiting,
    boolean complete,
    @Nullable Rejected rejected) {
  public Assembled {
    records = List.copyOf(records);
    ask = Set.copyOf(ask);
    forget = Set.copyOf(forget);
    waiting = List.copyOf(waiting);
  }

  /** An object whose mapping cannot be had. */
  public static Assembled waiting(String problem) {
    List<ObjectEvents.Awaited> mapping = List.of(new ObjectEvents.Awaited("", null, null, problem));
    return new Assembled(List.of(), Set.of(), Set.of(), mapping, true, null);
  }
}
