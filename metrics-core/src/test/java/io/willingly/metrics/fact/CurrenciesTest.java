package io.willingly.metrics.fact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurrenciesTest {
  @ParameterizedTest
  @CsvSource({"EUR, EUR", "ANG, XCG", "XCG, XCG", "YUM, CSD", "CSD, CSD"})
  void aNumberReadsAsTheCurrencyThatHasItNow(String written, String read) {
    assertThat(Currencies.code(Currencies.numeric(written))).isEqualTo(read);
  }
}
