/**
 * Early warnings: control charts over the outcomes of deals, day by day (R75). Nothing here is
 * kept: the same cells, day and seed give the same warnings, and a correction undoes them.
 */
@NullMarked
package io.willingly.metrics.alarm;

import org.jspecify.annotations.NullMarked;
