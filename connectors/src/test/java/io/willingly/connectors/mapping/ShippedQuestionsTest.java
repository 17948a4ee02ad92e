package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.event.Answer;
import io.willingly.event.SurveyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The words and scales of docs/questions.md are those that the shipped surveys and mappings have.
 */
class ShippedQuestionsTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| ([^|]+\\?) \\| ([^|]+?) \\| ([^|]*?) ?\\|$");
  private static final Path MAPPINGS = Path.of("src/main/mappings");

  /** A row of the page: what the end points of the scale mean is empty for the comment. */
  private record Question(String ref, String words, String least, String most) {
    int min() {
      return ref.equals("would_recommend") ? 0 : 1;
    }

    int max() {
      return switch (ref) {
        case "would_recommend" -> 10;
        case "effort" -> 7;
        default -> 5;
      };
    }

    String choice(int value) {
      String end = value == min() ? " " + least : value == max() ? " " + most : "";
      return value + end;
    }
  }

  static List<Question> questions() throws IOException {
    return ROW.matcher(Files.readString(Path.of("../docs/questions.md")))
        .results()
        .map(row -> new Question(row.group(1), row.group(2), row.group(3), row.group(4)))
        .toList();
  }

  static Stream<Question> scaled() throws IOException {
    return questions().stream().filter(question -> !question.ref().equals("comment"));
  }

  @Test
  void thePageAsksEveryItemOfTheContract() throws IOException {
    List<String> items = Answer.getClassSchema().getField("item").schema().getEnumSymbols();

    assertThat(scaled().map(question -> question.ref().toUpperCase(Locale.ROOT)))
        .containsExactlyInAnyOrderElementsOf(items.subList(1, items.size()));
  }

  @ParameterizedTest
  @MethodSource("scaled")
  void typeformKnowsItByItsReference(Question question) throws IOException {
    assertAnswered(
        question,
        "typeform",
        """
        {"event_type": "form_response", "form_response": {"token": "t", "submitted_at": "2026-03-10T08:00:00Z",
         "hidden": {"deal_id": "D-1"}, "answers": [{"type": "number", "number": %d, "field": {"ref": "%s"}}]}}
        """
            .formatted(question.max(), question.ref()));
  }

  @ParameterizedTest
  @MethodSource("scaled")
  void surveyMonkeyKnowsItByItsWords(Question question) throws IOException {
    assertAnswered(
        question,
        "surveymonkey",
        """
        {"id": "1", "date_created": "2026-03-10T08:00:00Z", "date_modified": "2026-03-10T08:00:00Z",
         "custom_variables": {"deal_id": "D-1"},
         "pages": [{"questions": [{"heading": "%s", "answers": [{"simple_text": "%s"}]}]}]}
        """
            .formatted(question.words(), question.choice(question.max())));
  }

  /** What Delighted asks with additional questions; the others are its score. */
  static Stream<Question> additional() throws IOException {
    List<String> scores = List.of("would_recommend", "satisfied", "effort");
    return scaled().filter(question -> !scores.contains(question.ref()));
  }

  @ParameterizedTest
  @MethodSource("additional")
  void delightedKnowsItByItsWords(Question question) throws IOException {
    assertAnswered(
        question,
        "delighted",
        """
        {"event_type": "survey_response.updated", "event_data": {"id": "1", "person": {"id": "2"},
         "created_at": 1773130060, "updated_at": 1773130060, "person_properties": {"deal_id": "D-1"},
         "additional_answers": [
          {"question": {"text": "%s"}, "value": {"scale": null, "select_one": {"text": "%s"}}}]}}
        """
            .formatted(question.words(), question.choice(question.max())));
  }

  private static void assertAnswered(Question question, String source, String payload)
      throws IOException {
    Mapping mapping = new MappingLoader(ZoneOffset.UTC).load(source);

    RowOutcome outcome = mapping.apply(InputReader.JSON.readTree(payload), source).get(0);

    SurveyEvent event = (SurveyEvent) ((RowOutcome.Mapped) outcome).events().get(0).event();
    assertThat(event.getAnswers())
        .singleElement()
        .satisfies(
            answer -> {
              assertThat(answer.getItem().name())
                  .isEqualTo(question.ref().toUpperCase(Locale.ROOT));
              assertThat(answer.getValue()).isEqualTo(question.max());
              assertThat(answer.getScaleMin()).isEqualTo(question.min());
              assertThat(answer.getScaleMax()).isEqualTo(question.max());
            });
  }

  @Test
  void theShippedTypeformAsksAsThePageDoes() throws IOException {
    List<Question> questions = questions();

    for (JsonNode field : json("typeform/form.json").path("fields")) {
      Question question = byWords(questions, field.path("title").asText());
      assertThat(field.path("ref").asText()).isEqualTo(question.ref());
      if (field.path("type").asText().equals("opinion_scale")) {
        JsonNode properties = field.path("properties");
        assertThat(properties.path("labels").path("left").asText()).isEqualTo(question.least());
        assertThat(properties.path("labels").path("right").asText()).isEqualTo(question.most());
        assertThat(properties.path("start_at_one").asBoolean()).isEqualTo(question.min() == 1);
        assertThat(properties.path("steps").asInt()).isEqualTo(question.max() - question.min() + 1);
      }
    }
  }

  @Test
  void theShippedSurveyAsksAsThePageDoes() throws IOException {
    List<Question> questions = questions();

    for (JsonNode asked : json("surveymonkey/survey.json").at("/pages/0/questions")) {
      Question question = byWords(questions, asked.at("/headings/0/heading").asText());
      if (!question.ref().equals("comment")) {
        List<String> choices = asked.at("/answers/choices").findValuesAsText("text");
        assertThat(choices)
            .hasSize(question.max() - question.min() + 1)
            .startsWith(question.choice(question.min()))
            .endsWith(question.choice(question.max()));
      }
    }
  }

  @Test
  void gongReadsTheTrackersOfThePage() throws IOException {
    Pattern row =
        Pattern.compile("(?m)^\\| `([A-Z][^`]+)` \\| `(\\w+)` \\| (us|the customer|either) \\|");
    String mapping = MappingLoader.text("gong");
    Map<String, String> trackers = new TreeMap<>();
    row.matcher(Files.readString(Path.of("../docs/questions.md")))
        .results()
        .forEach(found -> trackers.put(found.group(2), found.group(1)));

    assertThat(trackers).hasSize(9);
    trackers.forEach(
        (field, tracker) ->
            assertThat(mapping)
                .containsPattern("(?m)^    " + field + ": .*" + Pattern.quote(tracker)));
  }

  private static Question byWords(List<Question> questions, String words) {
    return questions.stream()
        .filter(question -> question.words().equals(words))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not on the page: " + words));
  }

  private static JsonNode json(String file) throws IOException {
    return InputReader.JSON.readTree(Files.readString(MAPPINGS.resolve(file)));
  }
}
