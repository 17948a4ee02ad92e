/**
 * Reads a vendor's HTTP API as a source's {@code pull.yaml} says: its history page by page, or the
 * one object of which a webhook told only the id.
 *
 * <pre>
 * pull.yaml -> PullParser -> PullSpec                (once; names line, field and cure)
 * Pull.next -> Call -> Http -> page -> PulledPage    (a page and the state to store after it)
 * Fetch.fetch(payload) -> payload                    (bounded in time)
 * </pre>
 *
 * <p>Only hosts of the file are asked, by https, and no redirect is followed. Knows neither Kafka
 * nor Kafka Connect: command line, Connect and tests are its hosts.
 */
@NullMarked
package io.willingly.connectors.pull;

import org.jspecify.annotations.NullMarked;
