package io.willingly.metrics.fold;

/** Why an outcome is what it is. Each names the rule that decides it. */
public enum Reason {
  NONE(Outcome.COUNTED, "counted"),
  IDENTICAL_COPY(Outcome.DUPLICATE, "R5: an identical copy was counted before"),
  NEWER_VERSION(Outcome.SUPERSEDED, "R5: a higher revision or mapping version is known"),

  NO_DEAL(
      Outcome.PENDING, "R42: waits for a deal event (opened, won or lost) of the deal it names"),
  NO_SIGNED_DEAL(
      Outcome.PENDING, "R29, R33: waits for a deal of this customer signed at or before it"),

  REWIN(Outcome.IGNORED, "R13: the deal is signed already"),
  LOST_AFTER_WON(Outcome.IGNORED, "R13: the deal was signed before"),
  REOPENED_AFTER_REVERSAL(
      Outcome.IGNORED, "R13: a reversal lies between the win and the reopening"),
  NOTHING_TO_REOPEN(Outcome.IGNORED, "R13: no win or loss before it"),
  DEAL_DELETED(Outcome.IGNORED, "R13: the deal was deleted later"),
  SELF_REFERRAL(Outcome.IGNORED, "R33: a customer cannot refer himself"),
  ERASED(Outcome.IGNORED, "R43: the customer asked to be forgotten at or after this time"),
  FILTERED(Outcome.IGNORED, "R64: the mapping leaves this row out"),

  CONFLICT(
      Outcome.REJECTED,
      "R4: same source, event id, revision and mapping version with other content; raise the"
          + " revision at the source"),
  UNDECODABLE(Outcome.REJECTED, "R62: the bytes are not a record in the wire format"),
  UNKNOWN_SCHEMA(Outcome.REJECTED, "R62: the registry does not know the schema id"),
  WRONG_TYPE(Outcome.REJECTED, "R62: the record is of another type than the topic's"),
  UNKNOWN_KIND(Outcome.REJECTED, "the kind is newer than this reader; upgrade and replay"),
  MISSING_FIELD(Outcome.REJECTED, "a required field is empty"),
  NULL_KEY(Outcome.REJECTED, "R41: the record has no key"),
  KEY_MISMATCH(Outcome.REJECTED, "R41: the record key is not the customer id"),
  WRONG_PARTITION(
      Outcome.REJECTED,
      "R58: the producer does not partition by murmur2; set its partitioner to murmur2_random"),
  BAD_TIMESTAMP(Outcome.REJECTED, "R61: the record timestamp lies before 1970 or after 2099"),
  FUTURE(Outcome.REJECTED, "R9: occurred more than five minutes after it arrived"),
  RANGE(Outcome.REJECTED, "a value is out of its range"),
  BAD_CURRENCY(Outcome.REJECTED, "R17: not a currency code of ISO 4217"),
  BAD_CREDITS(Outcome.REJECTED, "credits need exactly one primary and shares of 0 to 10,000"),
  TOO_LARGE(Outcome.REJECTED, "R74: the record is larger than 64 KiB"),
  MAPPING(Outcome.REJECTED, "R64: the mapping could not read the row");

  private final Outcome outcome;
  private final String text;

  Reason(Outcome outcome, String text) {
    this.outcome = outcome;
    this.text = text;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** The rule and what to do, in one sentence. */
  public String text() {
    return text;
  }
}
