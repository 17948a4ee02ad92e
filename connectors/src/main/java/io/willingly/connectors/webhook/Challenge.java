package io.willingly.connectors.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A question by which a source finds out who listens. It is answered only when its own signature is
 * right: else anybody could have texts signed.
 *
 * @param at where a post says what it is
 * @param is what it says when it is this question
 * @param sign the text to sign
 * @param reply templates of the answer's members
 */
record Challenge(JsonPointer at, String is, JsonPointer sign, Map<String, String> reply) {
  static final String VALUE = "{value}";
  static final String SIGNATURE = "{signature}";

  /** The answer in JSON; null when the payload is no such question. */
  @Nullable String answer(JsonNode payload, @Nullable UnaryOperator<String> signer) {
    JsonNode text = payload.at(sign);
    if (!is.equals(payload.at(at).textValue()) || !text.isTextual()) {
      return null;
    }
    String value = text.textValue();
    String signature = signer == null ? "" : signer.apply(value);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    // The value last: what a sender asks for must not be taken for a part of the template.
    reply.forEach(
        (name, template) ->
            answer.put(name, template.replace(SIGNATURE, signature).replace(VALUE, value)));
    return answer.toString();
  }
}
