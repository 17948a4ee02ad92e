/** Tests of the mapping library; a new mapping folder is tested without a line of Java. */
@NullMarked
package io.willingly.connectors.mapping;

import org.jspecify.annotations.NullMarked;
