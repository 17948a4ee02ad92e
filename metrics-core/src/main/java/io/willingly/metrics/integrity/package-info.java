/** Whether the answers to surveys can be trusted. */
@NullMarked
package io.willingly.metrics.integrity;

import org.jspecify.annotations.NullMarked;
