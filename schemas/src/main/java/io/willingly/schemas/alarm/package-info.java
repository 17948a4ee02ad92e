/** Early warnings, as published. */
@NullMarked
package io.willingly.schemas.alarm;

import org.jspecify.annotations.NullMarked;
