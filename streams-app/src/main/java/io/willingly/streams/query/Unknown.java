package io.willingly.streams.query;

/**
 * There is nothing of that id: bad input, not a number of zero (R80).
 *
 * @param message what was not found, in words
 */
public record Unknown(String message)
    implements CurveResult, ExplainResult, CaseResult, MixResult, RestatementsResult {}
