@NullMarked
package io.willingly.connectors.guess;

import org.jspecify.annotations.NullMarked;
