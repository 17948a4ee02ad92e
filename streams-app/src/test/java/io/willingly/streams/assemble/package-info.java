/** Tests of the topology that puts objects together. */
@NullMarked
package io.willingly.streams.assemble;

import org.jspecify.annotations.NullMarked;
