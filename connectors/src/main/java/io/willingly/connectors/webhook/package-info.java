/**
 * Webhooks: who sent a post, and the listener that takes it.
 *
 * <pre>
 * webhook.yaml -> WebhookParser -> Webhook -> Verifier (with the live secrets)
 * post -> WebhookListener -> Verifier -> Inbox -> host (Connect, command line)
 *                  \-> 2xx once the host says that the records are kept
 * </pre>
 *
 * <p>Knows no Kafka. Bodies and secrets are never logged, and never part of a message.
 */
@NullMarked
package io.willingly.connectors.webhook;

import org.jspecify.annotations.NullMarked;
