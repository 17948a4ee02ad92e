package io.willingly.streams.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.streams.live.Message.Kind;
import io.willingly.streams.live.Question.Change;
import io.willingly.streams.live.Question.Seat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells watchers what there is to tell, with ids where they may resume. Guarded by the hub.
 *
 * @param epoch of the hub
 * @param most changes told to one who comes back; beyond it a snapshot says it shorter
 */
record Teller(String epoch, int most) {
  private record Missed(Seat seat, Question question, Change change) {}

  /**
   * Tells one who comes what he missed since his last id, or else all there is.
   *
   * @param last the last id of the hub
   */
  void welcome(Watcher watcher, @Nullable String lastEventId, long last) {
    Optional<List<Missed>> missed = missed(watcher, lastEventId, last);
    if (missed.isPresent()) {
      watcher.heard(watcher.questions().size());
      missed.get().forEach(each -> change(each.seat(), each.question(), each.change()));
    } else {
      begin(watcher, last);
    }
    for (Seat seat : watcher.seats()) {
      JsonNode why = watcher.question(seat).problem();
      if (why != null) {
        problem(seat, why);
      }
    }
  }

  /** What he missed, in order; empty when that is not known any more, or too much. */
  private Optional<List<Missed>> missed(Watcher watcher, @Nullable String lastEventId, long last) {
    Optional<EventId> from =
        EventId.parse(lastEventId)
            .filter(id -> id.epoch().equals(epoch) && id.number() <= last)
            .filter(id -> id.questions() == watcher.questionsId())
            .filter(id -> watcher.questions().stream().allMatch(one -> one.reaches(id.number())));
    if (from.isEmpty()) {
      return Optional.empty();
    }
    List<Missed> missed = new ArrayList<>();
    for (Seat seat : watcher.seats()) {
      Question question = watcher.question(seat);
      question
          .after(from.get().number())
          .forEach(change -> missed.add(new Missed(seat, question, change)));
    }
    missed.sort(Comparator.comparingLong(each -> each.change().id()));
    return Optional.of(missed).filter(all -> all.size() <= most);
  }

  private void begin(Watcher watcher, long last) {
    List<Seat> known = new ArrayList<>();
    for (Seat seat : watcher.seats()) {
      Question question = watcher.question(seat);
      if (question.hasBody()) {
        known.add(seat);
      }
      watcher.heard(question.hasBody() || question.problem() != null ? 1 : 0);
    }
    for (int i = 0; i < known.size(); i++) {
      Seat seat = known.get(i);
      // The last one only: with it he has them all.
      String id = i == known.size() - 1 && watcher.heardAll() ? id(watcher, last) : null;
      watcher.tell(new Message(id, seat.watch(), Kind.SNAPSHOT, watcher.question(seat).text()));
    }
  }

  void snapshot(Seat seat, Question question, long number) {
    seat.watcher()
        .tell(
            new Message(id(seat, question, number), seat.watch(), Kind.SNAPSHOT, question.text()));
  }

  void change(Seat seat, Question question, Change change) {
    seat.watcher()
        .tell(
            new Message(id(seat, question, change.id()), seat.watch(), Kind.DELTA, change.patch()));
  }

  void problem(Seat seat, JsonNode why) {
    seat.watcher().tell(new Message(null, seat.watch(), Kind.PROBLEM, why.toString()));
  }

  /** Null while he has not heard all, or is told the same of another place in his list. */
  private @Nullable String id(Seat seat, Question question, long number) {
    Watcher watcher = seat.watcher();
    return watcher.heardAll() && watcher.questions().lastIndexOf(question) == seat.watch()
        ? id(watcher, number)
        : null;
  }

  private String id(Watcher watcher, long number) {
    return new EventId(epoch, number, watcher.questionsId()).toString();
  }
}
