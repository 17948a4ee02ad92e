/**
 * Everything together over loopback: a broker, Kafka Connect with our plug-ins, the pipeline, a
 * database.
 *
 * <pre>
 * Rest -&gt; ConnectCluster (a worker here, or in a JVM to kill) -&gt; DevBroker
 *                                                 PipelineRun -&gt; DevBroker
 * </pre>
 */
@NullMarked
package io.willingly.endtoend;

import org.jspecify.annotations.NullMarked;
