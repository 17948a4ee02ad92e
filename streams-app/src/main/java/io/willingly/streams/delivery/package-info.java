/**
 * Sends early warnings and new entries of the save list out: as signed webhooks (Standard
 * Webhooks), and as text to Slack and Teams. Nothing here keeps the pipeline waiting.
 */
@NullMarked
package io.willingly.streams.delivery;

import org.jspecify.annotations.NullMarked;
