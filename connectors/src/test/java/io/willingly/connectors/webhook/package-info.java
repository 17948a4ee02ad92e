/**
 * Tests of webhooks: signatures against values of another implementation, the listener over HTTP.
 */
@NullMarked
package io.willingly.connectors.webhook;

import org.jspecify.annotations.NullMarked;
