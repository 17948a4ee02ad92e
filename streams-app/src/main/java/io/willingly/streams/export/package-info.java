/** Published topics as files for analysts, with the columns of {@code connectors.table}. */
@NullMarked
package io.willingly.streams.export;

import org.jspecify.annotations.NullMarked;
