/** Plug-ins for Kafka Connect: the only package that knows it. */
@NullMarked
package io.willingly.connectors.connect;

import org.jspecify.annotations.NullMarked;
