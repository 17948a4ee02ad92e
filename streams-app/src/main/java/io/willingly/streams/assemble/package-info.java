/**
 * The topology before the five topics: objects of sources are put together of what payloads tell of
 * them, who is who is looked up, and the events of what is known now go to the input topics.
 */
@NullMarked
package io.willingly.streams.assemble;

import org.jspecify.annotations.NullMarked;
