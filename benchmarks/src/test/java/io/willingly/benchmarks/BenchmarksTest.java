package io.willingly.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what is measured, small; says nothing about time. */
class BenchmarksTest {
  @TempDir private Path directory;

  /** Deterministic: a fact of an account of many deals touches no more than a logarithm of rows. */
  @Test
  void accessesGrowWithTheLogarithmOfTheHistory() throws Exception {
    Path json = directory.resolve("history.json");
    assertThat(Benchmarks.run("history", "--facts", "1000", "--json", json.toString())).isZero();

    JsonNode rows = new ObjectMapper().readTree(json.toFile()).get("rows");
    assertThat(rows).hasSize(2 * Account.values().length);
    for (JsonNode row : rows) {
      if (row.get("account").asText().equals(Account.MANY_DEALS.name())) {
        assertThat(row.get("accesses vs 100").asDouble()).isLessThan(2);
      }
    }
  }

  @Test
  void aPostBecomesACheckedRecord() throws Exception {
    Path json = directory.resolve("mapping.json");
    assertThat(Benchmarks.run("mapping", "--posts", "100", "--json", json.toString())).isZero();

    JsonNode rows = new ObjectMapper().readTree(json.toFile()).get("rows");
    assertThat(rows.findValuesAsText("step"))
        .containsExactly("parse", "verify", "map", "record", "validate", "all");
  }

  /** Exit code 0 says that the naive peer and the pipeline ended with the same integers. */
  @Test
  void contestantsAgree() throws Exception {
    Path json = directory.resolve("throughput.json");
    int code =
        Benchmarks.run(
            "throughput",
            "--events=3000",
            "--reps=1",
            "--directory=" + directory,
            "--json=" + json);
    assertThat(code).isZero();

    JsonNode rows = new ObjectMapper().readTree(json.toFile()).get("rows");
    assertThat(rows.findValuesAsText("contestant"))
        .containsExactly("limit", "pipeline", "naive", "plainest");
  }
}
