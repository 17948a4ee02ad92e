/** Tests of objects that are put together of parts. */
@NullMarked
package io.willingly.connectors.assemble;

import org.jspecify.annotations.NullMarked;
