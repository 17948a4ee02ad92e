package io.willingly.streams.live;

import static io.willingly.streams.live.Documents.json;
import static io.willingly.streams.live.Documents.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"a":"b"}           | {"a":"c"}                | {"a":"c"}
          {"a":"b"}           | {"b":"c"}                | {"a":"b","b":"c"}
          {"a":"b"}           | {"a":null}               | {}
          {"a":"b","b":"c"}   | {"a":null}               | {"b":"c"}
          {"a":["b"]}         | {"a":"c"}                | {"a":"c"}
          {"a":"c"}           | {"a":["b"]}              | {"a":["b"]}
          {"a":{"b":"c"}}     | {"a":{"b":"d","c":null}} | {"a":{"b":"d"}}
          {"a":[{"b":"c"}]}   | {"a":[1]}                | {"a":[1]}
          ["a","b"]           | ["c","d"]                | ["c","d"]
          {"a":"b"}           | ["c"]                    | ["c"]
          {"a":"foo"}         | null                     | null
          {"a":"foo"}         | "bar"                    | "bar"
          {"e":null}          | {"a":1}                  | {"e":null,"a":1}
          [1,2]               | {"a":"b","c":null}       | {"a":"b"}
          {}                  | {"a":{"bb":{"ccc":null}}} | {"a":{"bb":{}}}
          """)
  void appliesTheExamplesOfTheStandard(String original, String patch, String result) {
    assertThat(Patched.by(json(original), json(patch))).isEqualTo(json(result));
  }

  @Test
  void saysOnlyWhatDiffers() {
    ObjectNode before = object("{'a':1,'b':{'c':2,'d':[1]},'e':3,'f':{'g':1}}");
    ObjectNode after = object("{'a':1,'b':{'c':2,'d':[2]},'f':4,'h':{}}");

    ObjectNode patch = MergePatch.diff(before, after);

    assertThat(patch).isEqualTo(object("{'b':{'d':[2]},'e':null,'f':4,'h':{}}"));
  }

  @Test
  void leavesOutWhatIsNullButForElements() {
    ObjectNode body = object("{'a':null,'b':{'c':null,'d':1},'e':[null,{'f':null}]}");

    assertThat(MergePatch.withoutNulls(body)).isEqualTo(object("{'b':{'d':1},'e':[null,{}]}"));
  }

  @Property(tries = 2_000)
  void makesOneDocumentOfTheOther(@ForAll long seed) {
    Random random = new Random(seed);
    ObjectNode before = (ObjectNode) MergePatch.withoutNulls(Documents.random(random, 3));
    ObjectNode after = (ObjectNode) MergePatch.withoutNulls(Documents.random(random, 3));

    ObjectNode patch = MergePatch.diff(before, after);

    assertThat(Patched.by(before, patch)).isEqualTo(after);
    assertThat(patch.isEmpty()).isEqualTo(before.equals(after));
  }
}
