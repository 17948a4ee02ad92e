/** Tests. */
@org.jspecify.annotations.NullMarked
package io.willingly.schemas.quality;
