package io.willingly.stages;

/**
 * The days rolling windows of a scope end on, in the organisation's zone (R56).
 *
 * @param rolled as published; less than {@code asOf} only while the day turns
 * @param asOf as published from now on
 */
public record AsOf(int rolled, int asOf) {}
