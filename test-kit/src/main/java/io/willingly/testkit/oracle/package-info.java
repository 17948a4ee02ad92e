/** The batch oracle: the same rules in SQL over the raw records, written apart from the fold. */
@NullMarked
package io.willingly.testkit.oracle;

import org.jspecify.annotations.NullMarked;
