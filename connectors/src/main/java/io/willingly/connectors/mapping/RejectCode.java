package io.willingly.connectors.mapping;

/** Why a row could not be mapped. */
public enum RejectCode {
  /** The row is not what the format says: too few cells, broken JSON, wrong encoding. */
  UNREADABLE,
  /** A property that the mapping does not know, and refuses. */
  UNKNOWN_FIELD,
  /** A required value is missing, null or empty. */
  MISSING_VALUE,
  /** A value is not of the field's type. */
  WRONG_TYPE,
  /** A value map has no entry for the value. */
  UNMAPPED_VALUE,
  /** A number is too large, too fine or off its scale. */
  OUT_OF_RANGE,
  /** An expression failed. */
  EXPRESSION,
  /** No event rule applies to the row. */
  NO_RULE,
  /** An event is larger than the pipeline takes (R74). */
  TOO_LARGE
}
