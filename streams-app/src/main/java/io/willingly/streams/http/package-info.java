/**
 * The read side over HTTP: JSON, CSV, the page and its live stream. A {@link
 * io.willingly.streams.http.Question} is a plain function of what was asked and by whom, so that
 * the live stream can ask it again.
 */
@org.jspecify.annotations.NullMarked
package io.willingly.streams.http;
