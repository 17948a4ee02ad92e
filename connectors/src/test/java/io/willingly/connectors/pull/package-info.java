@NullMarked
package io.willingly.connectors.pull;

import org.jspecify.annotations.NullMarked;
