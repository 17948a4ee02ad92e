@NullMarked
package io.willingly.connectors.table;

import org.jspecify.annotations.NullMarked;
