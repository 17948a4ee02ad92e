/** The whole computation in one thread and hash maps: the fold, the reps, the scopes; no engine. */
@NullMarked
package io.willingly.testkit.memory;

import org.jspecify.annotations.NullMarked;
