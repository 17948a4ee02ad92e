/** Random customer histories, and the orders and splits in which they may arrive. */
@NullMarked
package io.willingly.testkit.gen;

import org.jspecify.annotations.NullMarked;
