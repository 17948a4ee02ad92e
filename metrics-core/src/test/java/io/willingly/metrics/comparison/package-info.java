@NullMarked
package io.willingly.metrics.comparison;

import org.jspecify.annotations.NullMarked;
