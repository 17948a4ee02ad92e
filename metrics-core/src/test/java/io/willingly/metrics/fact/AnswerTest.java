package io.willingly.metrics.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fact.Content.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
  @ParameterizedTest
  @CsvSource({
    "4, 1, 5, 5, 4",
    "0, 0, 10, 5, 1",
    "7, 0, 10, 5, 4",
    "0, -2147483648, 0, 5, 5",
    "0, -2147483648, 2147483647, 5, 3",
    "2147483647, -2147483648, 2147483647, 11, 11"
  })
  void boxIsLinearOnScalesOfAnyWidth(int value, int min, int max, int boxes, int box) {
    assertThat(new Answer(value, min, max).box(boxes)).isEqualTo(box);
  }
}
