/** What people set beside the numbers: who signed a closed period, and which rates are aimed at. */
@NullMarked
package io.willingly.streams.signoff;

import org.jspecify.annotations.NullMarked;
