/** What the command line prints and how it ends. */
@NullMarked
package io.willingly.streams.cli;

import org.jspecify.annotations.NullMarked;
