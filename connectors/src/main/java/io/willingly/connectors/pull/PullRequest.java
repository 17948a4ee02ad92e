package io.willingly.connectors.pull;

import com.fasterxml.jackson.core.JsonPointer;
import io.willingly.connectors.mapping.Expression;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the requests of a source.
 *
 * @param repeat name of the parameter of whose values, separated by commas, each is asked for; null
 *     for none
 * @param items where in a page they are
 * @param since null when each reading takes all
 * @param none statuses that mean there is nothing
 * @param until true of the last page; null when {@code next} tells
 * @param follow what is asked for each item
 * @param payload what becomes of an item; null when it stays as it is
 */
record PullRequest(
    String name,
    @Nullable String repeat,
    Call call,
    JsonPointer items,
    @Nullable Since since,
    Next next,
    Set<Integer> none,
    @Nullable Expression until,
    List<Lookup> follow,
    @Nullable Expression payload) {}
