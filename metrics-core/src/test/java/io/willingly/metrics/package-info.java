@NullMarked
package io.willingly.metrics;

import org.jspecify.annotations.NullMarked;
