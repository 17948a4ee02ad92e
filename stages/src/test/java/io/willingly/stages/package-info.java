/** Rules for the module as a whole. */
@NullMarked
package io.willingly.stages;

import org.jspecify.annotations.NullMarked;
