package io.willingly.streams.peer;

/**
 * Where the owner of a data directory answers; the content of {@code runtime.json}.
 *
 * @param pid the owner's process
 * @param command what it does, such as {@code demo}
 * @param bootstrap the Kafka cluster it works on
 * @param query {@code http://host:port} on the loopback interface
 * @param token what a request must show
 */
public record OwnerAddress(
    long pid, String command, String bootstrap, String query, String token) {}
