package io.willingly.streams.live;

import static io.willingly.streams.live.Documents.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyedRowsTest {
  private static ObjectNode keyed(String body) {
    return KeyedRows.of(new Asked("q", () -> object(body)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id":"ann","deal":"D"}                  | ann
          {"id":"ann","role":"PRIMARY","key":null} | ann/PRIMARY
          {"key":"k","id":"ann"}                   | k
          {"deal":"D","period":"2026"}             | D
          {"period":"2026-10"}                     | 2026-10
          {"source":"crm"}                         | crm
          {"day":30}                               | 30
          """)
  void namesARowByWhatItHas(String row, String key) {
    assertThat(KeyedRows.keyOf(Documents.json(row))).isEqualTo(key);
  }

  @Test
  void keepsTheOrderBesideTheRows() {
    assertThat(keyed("{'total':2,'rows':[{'id':'b','n':1},{'id':'a','n':null}]}"))
        .isEqualTo(
            object("{'total':2,'rows':{'b':{'id':'b','n':1},'a':{'id':'a'}},'order':['b','a']}"));
  }

  @Test
  void losesNoRowOfTheSameName() {
    assertThat(keyed("{'rows':[{'id':'a'},{'id':'a'},{'x':1},{'x':2}]}").path("order"))
        .extracting(JsonNode::asText)
        .containsExactly("a", "a#2", "", "#2");
  }

  @Test
  void leavesABodyWithoutRowsAsItIs() {
    assertThat(keyed("{'rows':{'a':1}}")).isEqualTo(object("{'rows':{'a':1}}"));
  }
}
