package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.streams.query.Missing;
import io.willingly.streams.query.PartGone;
import io.willingly.streams.query.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is answered where: paths below {@link #PREFIX}, with parts in braces. */
final class Routes {
  static final String PREFIX = "/api/v1";

  private final Parameters parameters;
  private final List<Route> questions = new ArrayList<>();
  private final List<Act> acts = new ArrayList<>();

  /**
   * None yet.
   *
   * @param parameters that each may be asked with
   */
  Routes(Parameters parameters) {
    this.parameters = parameters;
  }

  /**
   * A question and who may ask it.
   *
   * @param personal whether its answer names the viewer, so that nobody shares it
   */
  record Route(String path, Guard guard, Question question, boolean personal) {
    Answer ask(Asked asked) {
      // Where the machines are is for those who look after them.
      boolean engineer = asked.viewer().mayOperate().granted();
      try {
        Reading.Outcome<Answer> read =
            Reading.of(
                () -> {
                  guard.check(asked);
                  return question.ask(asked);
                });
        List<Missing> missing =
            engineer
                ? read.missing()
                : read.missing().stream().map(Missing::withoutMachines).toList();
        return read.answer().read(missing, read.behind());
      } catch (PartGone e) {
        throw engineer ? e : e.withoutMachines();
      }
    }
  }

  /** Something that changes what is known. */
  record Act(Verb verb, String path, Guard guard, Change change) {}

  /** How it is asked for. */
  enum Verb {
    POST,
    DELETE
  }

  /** Changes something. */
  @FunctionalInterface
  interface Change {
    /**
     * Does it.
     *
     * @param body what was sent; missing when nothing was
     */
    Answer make(Asked asked, JsonNode body);
  }

  /** A route and the parts of a path that was asked for. */
  record Found(Route route, Map<String, String> path) {}

  Routes get(String path, Guard guard, Question question) {
    questions.add(new Route(path, knowing("get", path, guard), question, false));
    return this;
  }

  /** A question whose answer names the viewer. */
  Routes personal(String path, Guard guard, Question question) {
    questions.add(new Route(path, knowing("get", path, guard), question, true));
    return this;
  }

  Routes act(Verb verb, String path, Guard guard, Change change) {
    String method = verb.name().toLowerCase(Locale.ROOT);
    acts.add(new Act(verb, path, knowing(method, path, guard), change));
    return this;
  }

  /** Who may not ask is told nothing of what could be asked. */
  private Guard knowing(String method, String path, Guard guard) {
    return asked -> {
      guard.check(asked);
      parameters.check(method, path, asked);
    };
  }

  List<Route> questions() {
    return List.copyOf(questions);
  }

  List<Act> acts() {
    return List.copyOf(acts);
  }

  /** The question at a path below the prefix, such as {@code /deals/D-1}. */
  Optional<Found> find(String path) {
    List<String> asked = Arrays.asList(path.split("/", -1));
    for (Route route : questions) {
      List<String> declared = Arrays.asList(route.path().split("/", -1));
      Map<String, String> parts = new HashMap<>();
      if (matches(declared, asked, parts)) {
        return Optional.of(new Found(route, parts));
      }
    }
    return Optional.empty();
  }

  private static boolean matches(
      List<String> declared, List<String> asked, Map<String, String> parts) {
    if (declared.size() != asked.size()) {
      return false;
    }
    for (int i = 0; i < asked.size(); i++) {
      String part = declared.get(i);
      if (part.startsWith("{")) {
        parts.put(part.substring(1, part.length() - 1), asked.get(i));
      } else if (!part.equals(asked.get(i))) {
        return false;
      }
    }
    return true;
  }
}
