/**
 * Reps or teams side by side, fairly: rates drawn to what is usual where little is known, tiers at
 * a stated false-discovery rate instead of naked ranks, and the mix of products taken out.
 * docs/reference/comparison.md says how.
 */
@NullMarked
package io.willingly.metrics.comparison;

import org.jspecify.annotations.NullMarked;
