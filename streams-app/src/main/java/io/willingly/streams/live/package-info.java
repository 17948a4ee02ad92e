/**
 * What moves without being asked again: the hub of watched questions, what just happened, and how
 * fast sources deliver. Knows questions and their answers, and nothing of how they travel.
 */
@NullMarked
package io.willingly.streams.live;

import org.jspecify.annotations.NullMarked;
