/** Guards of the event contract: style, evolution and frozen keys. */
@NullMarked
package io.willingly.schemas.contract;

import org.jspecify.annotations.NullMarked;
