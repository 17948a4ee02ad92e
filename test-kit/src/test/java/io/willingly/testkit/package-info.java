@NullMarked
package io.willingly.testkit;

import org.jspecify.annotations.NullMarked;
