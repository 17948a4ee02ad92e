/**
 * Files of somebody who wants to see their own numbers first: guessed, counted aside and forgotten.
 * Here is what can be asked of it; the command line starts what counts.
 */
@NullMarked
package io.willingly.streams.trial;

import org.jspecify.annotations.NullMarked;
