/** What the essays claim, tested on a company's own deals. */
@NullMarked
package io.willingly.metrics.claim;

import org.jspecify.annotations.NullMarked;
