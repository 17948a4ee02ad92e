/** A Kafka broker inside the JVM, for the quick start and the tests. */
@NullMarked
package io.willingly.streams.broker;

import org.jspecify.annotations.NullMarked;
