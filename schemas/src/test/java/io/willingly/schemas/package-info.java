/** Rules for the module as a whole. */
@NullMarked
package io.willingly.schemas;

import org.jspecify.annotations.NullMarked;
