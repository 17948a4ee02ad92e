/**
 * Guesses a mapping for CSV exports nobody has described: which file is which, which column is
 * which field, how dates and amounts are written. The result is a mapping in the library's own
 * language, to be read, corrected and kept.
 *
 * <pre>
 * files -> CsvSample -> FileGuess (kind, fields) -> Links (whose rows belong together)
 *                                                        \-> MappingText -> Guess
 * </pre>
 */
@NullMarked
package io.willingly.connectors.guess;

import org.jspecify.annotations.NullMarked;
