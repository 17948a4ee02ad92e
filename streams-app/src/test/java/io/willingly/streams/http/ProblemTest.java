package io.willingly.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.schemas.wire.SchemaRegistryException;
import io.willingly.streams.query.NotReady;
import io.willingly.streams.runtime.ClusterException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.Test;

/** What is answered when something was thrown, to a request and to who watches alike. */
class ProblemTest {
  @Test
  void whatMayPassIsNoFaultOfThePrograms() {
    for (RuntimeException thrown :
        List.of(
            new NotReady("the state is being restored; ask again"),
            new InvalidStateStoreException("moved"),
            new ClusterException("it is away"),
            new SchemaRegistryException("it is away", true),
            new TimeoutException("60000 ms"),
            new KafkaException("closed"))) {
      Problem problem = Problem.of(thrown, "GET /x");

      assertThat(problem.status()).as(thrown.toString()).isEqualTo(503);
      assertThat(problem.json("/x").path("detail").asText()).contains(thrown.getMessage());
    }
  }

  @Test
  void whatNobodyExpectsTellsNothingOfTheInside() {
    for (RuntimeException bug :
        List.of(new NullPointerException("secret"), new IllegalStateException("secret"))) {
      Problem problem = Problem.of(bug, "GET /x");

      assertThat(problem.status()).as(bug.toString()).isEqualTo(500);
      assertThat(problem.json("/x").toString()).doesNotContain("secret").contains("log");
    }
    assertThat(Site.problem(new NullPointerException("secret")).path("status").asInt())
        .isEqualTo(500);
  }

  @Test
  void aProblemStaysWhatItIs() {
    Problem problem = Problem.notFound("nobody");

    assertThat(Problem.of(problem, "GET /x")).isSameAs(problem);
  }
}
