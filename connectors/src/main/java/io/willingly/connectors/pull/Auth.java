package io.willingly.connectors.pull;

/**
 * How an API is told the secret.
 *
 * @param name of the header or query parameter; of client credentials, where the token is
 * @param prefix of a header's value
 */
record Auth(Form form, String name, String prefix) {
  enum Form {
    NONE,
    BEARER,
    /** The secret is {@code user:password}. */
    BASIC,
    HEADER,
    QUERY,
    /** The secret is {@code id:secret}, for which a token is asked (RFC 6749, 4.4). */
    CLIENT_CREDENTIALS
  }
}
