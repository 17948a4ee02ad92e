package io.willingly.testkit.scenario;

import io.willingly.testkit.oracle.Measure.Scope;

/**
 * Whose numbers.
 *
 * @param id rep id or team name; empty for the organisation
 */
public record Holder(Scope scope, String id, String role) {}
