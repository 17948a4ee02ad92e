/** One process owns a data directory; the others ask it over the loopback interface (R81). */
@NullMarked
package io.willingly.streams.peer;

import org.jspecify.annotations.NullMarked;
