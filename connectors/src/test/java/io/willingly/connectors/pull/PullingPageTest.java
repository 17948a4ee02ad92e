package io.willingly.connectors.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/pulling.md shows works. */
class PullingPageTest {
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void the_example_can_be_used() throws IOException {
    Matcher yaml = YAML.matcher(Files.readString(Path.of("../docs/pulling.md")));
    assertThat(yaml.find()).isTrue();

    PullSpec spec = Puller.spec(yaml.group(1));

    assertThat(spec.requests()).extracting(PullRequest::name).containsExactly("owners", "deals");
    assertThat(spec.hasFetch()).isTrue();
  }
}
