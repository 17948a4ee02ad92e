/**
 * Who may see what: roles, tokens, who looked at whom, and what people contest. Knows no HTTP.
 *
 * <p>Deny by default: what no rule here grants is refused.
 */
@NullMarked
package io.willingly.streams.access;

import org.jspecify.annotations.NullMarked;
