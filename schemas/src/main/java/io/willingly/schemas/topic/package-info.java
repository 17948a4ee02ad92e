/** Every topic, declared once and typed; commands, compose files, docs and tests derive from it. */
@NullMarked
package io.willingly.schemas.topic;

import org.jspecify.annotations.NullMarked;
