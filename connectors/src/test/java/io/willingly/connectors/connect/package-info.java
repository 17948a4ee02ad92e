@NullMarked
package io.willingly.connectors.connect;

import org.jspecify.annotations.NullMarked;
