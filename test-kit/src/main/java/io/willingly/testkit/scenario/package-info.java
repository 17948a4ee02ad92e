/**
 * Scenario files: events given, numbers worked out by hand, and a runner any runtime can implement.
 */
@NullMarked
package io.willingly.testkit.scenario;

import org.jspecify.annotations.NullMarked;
