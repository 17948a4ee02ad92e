/**
 * The command line: one class a command, and {@link io.willingly.streams.cli.WillinglyMain} that
 * composes them. Results go to standard output, everything else to standard error.
 */
@NullMarked
package io.willingly.streams.cli;

import org.jspecify.annotations.NullMarked;
