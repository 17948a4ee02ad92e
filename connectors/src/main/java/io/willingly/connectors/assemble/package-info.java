/**
 * Objects of a source, put together of what its payloads tell of them, and the events that are made
 * of what is known now. Pure: who keeps the state and where events go is the host's.
 */
@NullMarked
package io.willingly.connectors.assemble;

import org.jspecify.annotations.NullMarked;
