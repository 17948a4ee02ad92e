/** The hub without threads and clocks, the feed and the rates of sources. */
@NullMarked
package io.willingly.streams.live;

import org.jspecify.annotations.NullMarked;
