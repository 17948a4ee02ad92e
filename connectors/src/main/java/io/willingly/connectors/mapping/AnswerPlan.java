package io.willingly.connectors.mapping;

import io.willingly.event.Answer;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An answer of a survey: as a record, and the value must be on its scale. */
record AnswerPlan(String path, RecordPlan plan) implements Plan {
  @Override
  public @Nullable Object build(Row row) {
    Answer answer = (Answer) plan.build(row);
    if (answer != null
        && (answer.getValue() < answer.getScaleMin() || answer.getValue() > answer.getScaleMax())) {
      throw new RowProblem(
          RejectCode.OUT_OF_RANGE,
          path + ".value",
          Integer.toString(answer.getValue()),
          plan.named("value")
              + ": answer "
              + answer.getValue()
              + " is not on the scale "
              + answer.getScaleMin()
              + " to "
              + answer.getScaleMax());
    }
    return answer;
  }

  @Override
  public void trace(String field, Row row, BiConsumer<String, String> origins) {
    plan.trace(field, row, origins);
  }
}
