/**
 * Several instances of a pipeline: how they reach each other, and how one reads the state of
 * another (ADR 0021).
 */
@org.jspecify.annotations.NullMarked
package io.willingly.streams.instance;
