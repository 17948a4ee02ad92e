/** What may know what. */
@NullMarked
package io.willingly.connectors;

import org.jspecify.annotations.NullMarked;
