/** What became of rows as records for the input topics: the same for every host of a mapping. */
@NullMarked
package io.willingly.connectors.records;

import org.jspecify.annotations.NullMarked;
