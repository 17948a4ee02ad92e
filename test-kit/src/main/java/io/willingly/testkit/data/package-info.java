/** Real data sets to test against, where there are any. */
@NullMarked
package io.willingly.testkit.data;

import org.jspecify.annotations.NullMarked;
