package io.willingly.streams.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagingTest {
  private static final String BODY =
      """
      {"as_of":"2026-11-22","rows":[
        {"id":"b","won":3},{"id":"a","won":null},{"id":"c","won":20},{"id":"d"}]}
      """;

  private static ObjectNode page(Map<String, String> query) {
    Asked asked = new Asked(Viewer.localOwner(), 0, Map.of(), query);
    return Paging.page((ObjectNode) Answer.parse(BODY), asked, "/api/v1/report");
  }

  private static List<String> ids(ObjectNode page) {
    List<String> ids = new ArrayList<>();
    page.path("rows").forEach(row -> ids.add(row.path("id").asText()));
    return ids;
  }

  @Test
  void keepsTheOrderAndTellsHowManyThereAre() {
    ObjectNode page = page(Map.of());

    assertThat(ids(page)).containsExactly("b", "a", "c", "d");
    assertThat(page.path("total").asInt()).isEqualTo(4);
    assertThat(page.get("next").isNull()).isTrue();
  }

  @Test
  void sortsNumbersAsNumbersAndWhatIsMissingLast() {
    assertThat(ids(page(Map.of("sort", "won")))).containsExactly("b", "c", "a", "d");
    assertThat(ids(page(Map.of("sort", "-won")))).containsExactly("c", "b", "a", "d");
    assertThat(ids(page(Map.of("sort", "-id")))).containsExactly("d", "c", "b", "a");
  }

  @Test
  void csvIsAllRowsInTheSameOrder() {
    String csv = "id,won\nb,3\n\"a\n\"\"x\"\"\",\nc,20\nd,\n";
    Asked asked = new Asked(Viewer.localOwner(), 0, Map.of(), Map.of("sort", "-won", "limit", "1"));

    assertThat(Paging.sorted(csv, Answer.parse(BODY).path("rows"), asked))
        .isEqualTo("id,won\nc,20\nb,3\n\"a\n\"\"x\"\"\",\nd,\n");
  }

  @Test
  void theNextLinksLeadThroughAllRows() {
    ObjectNode first = page(Map.of("limit", "3", "sort", "id"));
    ObjectNode second = page(Map.of("limit", "3", "sort", "id", "offset", "3"));

    assertThat(ids(first)).containsExactly("a", "b", "c");
    assertThat(first.path("next").asText()).isEqualTo("/api/v1/report?limit=3&offset=3&sort=id");
    assertThat(ids(second)).containsExactly("d");
    assertThat(second.get("next").isNull()).isTrue();
  }

  @Test
  void refusesAPageThatIsNone() {
    for (String limit : List.of("0", "1001", "ten", "1.5")) {
      assertThatThrownBy(() -> page(Map.of("limit", limit)))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("limit")
          .hasMessageContaining("1 to 1000");
    }
  }
}
