package io.willingly.metrics.fold;

/** The customer's verdict on a won deal: the first that applies (DESIGN section 3; R25). */
public enum Verdict {
  TOOK_IT_BACK,
  TOLD_HAPPY,
  TOLD_NEUTRAL,
  TOLD_NOT_HAPPY,
  TOLD_SPLIT,
  REFERRED,
  RENEWED,
  EXPANDED,
  BOUGHT_AGAIN,
  NO_WORD;

  /** The three parts of the bar on screen. */
  public enum Part {
    HAPPY,
    NOT_HAPPY,
    NO_WORD
  }

  public Part part() {
    return switch (this) {
      case TOLD_HAPPY, REFERRED, RENEWED, EXPANDED, BOUGHT_AGAIN -> Part.HAPPY;
      case TOOK_IT_BACK, TOLD_NEUTRAL, TOLD_NOT_HAPPY, TOLD_SPLIT -> Part.NOT_HAPPY;
      case NO_WORD -> Part.NO_WORD;
    };
  }
}
