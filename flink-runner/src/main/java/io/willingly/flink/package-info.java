/** The pipeline on Apache Flink: settings, start and resumption of the job. */
@NullMarked
package io.willingly.flink;

import org.jspecify.annotations.NullMarked;
