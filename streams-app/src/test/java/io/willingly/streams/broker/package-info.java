/** The embedded broker keeps its promises. */
@NullMarked
package io.willingly.streams.broker;

import org.jspecify.annotations.NullMarked;
