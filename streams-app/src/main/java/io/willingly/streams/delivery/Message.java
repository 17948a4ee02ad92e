package io.willingly.streams.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What is sent.
 *
 * @param id the same whenever it is sent, so that a receiver knows what it has
 * @param type such as {@code quality_alarm.raised}
 * @param at when it was published
 * @param text for people, in lines
 * @param data for programs
 */
record Message(String id, String type, Instant at, String text, ObjectNode data) {}
