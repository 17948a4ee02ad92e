package io.willingly.metrics.fact;

/**
 * An exact amount.
 *
 * @param minor in minor units of the currency, not negative
 * @param currency ISO 4217 alphabetic code
 */
public record Money(long minor, String currency) {}
