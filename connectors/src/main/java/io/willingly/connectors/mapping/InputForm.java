package io.willingly.connectors.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping expects of one kind of file.
 *
 * @param files glob on the file name; null takes any name
 * @param example a file name it takes; null when none could be made up
 * @param format {@code csv}, {@code ndjson} or {@code json}
 * @param delimiter between CSV cells
 * @param columns columns or properties it must have
 * @param optional those it may have
 * @param required whether a run needs such a file
 */
public record InputForm(
    String name,
    @Nullable String files,
    @Nullable String example,
    String format,
    String delimiter,
    List<String> columns,
    List<String> optional,
    boolean required) {
  public InputForm {
    columns = List.copyOf(columns);
    optional = List.copyOf(optional);
  }
}
