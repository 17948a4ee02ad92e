@NullMarked
package io.willingly.metrics.fold;

import org.jspecify.annotations.NullMarked;
