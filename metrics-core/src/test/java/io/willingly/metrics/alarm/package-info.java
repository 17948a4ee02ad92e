@NullMarked
package io.willingly.metrics.alarm;

import org.jspecify.annotations.NullMarked;
