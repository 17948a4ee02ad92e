package io.willingly.streams.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The directory of reps as CSV, JSON or a table. */
public final class DirectoryText {
  private DirectoryText() {}

  public static String of(Directory directory, Format format) {
    return format == Format.JSON
        ? json(directory).toPrettyString() + "\n"
        : sheet(directory).of(format);
  }

  public static ObjectNode json(Directory directory) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    directory.asOf().put(json);
    json.put("definition_version", directory.definitionVersion());
    json.put("records_to_read", directory.lag());
    json.set("rows", sheet(directory).json());
    return json;
  }

  private static Sheet sheet(Directory directory) {
    Sheet sheet =
        new Sheet("id", "name", "team", "segment", "region", "role", "hired_on", "tenure");
    for (RepEntry rep : directory.reps()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("id", rep.id());
      put(fields, rep);
      sheet.row(fields.values().toArray());
    }
    return sheet;
  }

  /** All but the id; missing where the directory is silent. */
  static void put(Map<String, Object> fields, @Nullable RepEntry rep) {
    Integer hiredOn = rep == null ? null : rep.hiredOn();
    fields.put("name", cell(rep == null ? null : rep.name()));
    fields.put("team", cell(rep == null ? null : rep.team()));
    fields.put("segment", cell(rep == null ? null : rep.segment()));
    fields.put("region", cell(rep == null ? null : rep.region()));
    fields.put("role", cell(rep == null ? null : rep.role()));
    fields.put("hired_on", cell(hiredOn == null ? null : LocalDate.ofEpochDay(hiredOn).toString()));
    fields.put("tenure", cell(rep == null ? null : rep.tenure().text()));
  }

  private static Object cell(@Nullable String value) {
    return value == null ? Sheet.MISSING : value;
  }
}
