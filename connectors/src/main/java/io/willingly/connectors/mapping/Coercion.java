package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.schemas.wire.ContractData;
import java.util.Locale;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Turns a value that is there into the Java value of an Avro type. */
@FunctionalInterface
interface Coercion {
  /**
   * Converts it.
   *
   * @throws RowProblem when it is not of the type
   */
  Object apply(JsonNode value);

  /** The conversion for a single-valued type. Numbers may not have decimals. */
  static Coercion to(Schema schema, TimeFormat time) {
    return switch (schema.getType()) {
      case STRING -> Scalars::text;
      case INT ->
          schema.getLogicalType() instanceof LogicalTypes.Date
              ? time::date
              : value ->
                  (int) Scalars.whole(Scalars.decimal(value), Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
              ? time::instant
              : value -> Scalars.whole(Scalars.decimal(value), Long.MIN_VALUE, Long.MAX_VALUE);
      case BOOLEAN -> Coercion::truth;
      case ENUM -> value -> symbol(schema, value);
      default ->
          throw new IllegalStateException("the event contract has no field of type " + schema);
    };
  }

  private static Object truth(JsonNode value) {
    String text = Scalars.text(value).toLowerCase(Locale.ROOT);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new RowProblem(
              RejectCode.WRONG_TYPE, null, text, "'" + text + "' is neither true nor false");
    };
  }

  private static Object symbol(Schema schema, JsonNode value) {
    String text = Scalars.text(value);
    if (!schema.hasEnumSymbol(text)) {
      throw new RowProblem(
          RejectCode.UNMAPPED_VALUE,
          null,
          text,
          "'"
              + text
              + "' is not a "
              + schema.getName()
              + Names.hint(text, schema.getEnumSymbols()));
    }
    return ContractData.get().createEnum(text, schema);
  }
}
