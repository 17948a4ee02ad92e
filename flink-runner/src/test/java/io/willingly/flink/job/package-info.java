@NullMarked
package io.willingly.flink.job;

import org.jspecify.annotations.NullMarked;
