/** Tests. */
@org.jspecify.annotations.NullMarked
package io.willingly.streams.http;
