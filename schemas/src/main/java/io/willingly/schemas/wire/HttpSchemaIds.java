package io.willingly.schemas.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.schemas.wire.SchemaIds.Lookup.Known;
import io.willingly.schemas.wire.SchemaIds.Lookup.Unavailable;
import io.willingly.schemas.wire.SchemaIds.Lookup.Unknown;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.SchemaParser;
import org.jspecify.annotations.Nullable;

/**
 * A registry that speaks Confluent's HTTP interface: Apicurio (at {@code /apis/ccompat/v7}),
 * Confluent, Karapace, Redpanda. One request a call; waiting and trying again is the caller's.
 */
public final class HttpSchemaIds implements SchemaIds {

  /** Whether writing with a schema the registry does not have registers it. */
  public enum Registration {
    /** It does: for development and tests. */
    AUTOMATIC,
    /** It fails: schemas are registered by a step of the roll-out, after a compatibility check. */
    BEFOREHAND
  }

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String base;
  private final @Nullable String authorization;
  private final Registration registration;
  private final Duration timeout;
  private final HttpClient client;

  /** A version stands for one schema for ever. */
  private final ConcurrentMap<String, Integer> versions = new ConcurrentHashMap<>();

  /**
   * A client of one registry.
   *
   * @param base address, such as {@code http://registry:8080/apis/ccompat/v7}
   * @param authorization value of the Authorization header, null for none
   * @param timeout how long one request may take
   */
  public HttpSchemaIds(
      URI base, @Nullable String authorization, Registration registration, Duration timeout) {
    String text = base.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.authorization = authorization;
    this.registration = registration;
    this.timeout = timeout;
    this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  @Override
  public int idFor(String subject, Schema schema) {
    String path = path(subject);
    String body = body(schema);
    Answer answer =
        registration == Registration.AUTOMATIC ? post(path + "/versions", body) : post(path, body);
    if (answer.status == 200 && answer.body.path("id").canConvertToInt()) {
      return answer.body.path("id").intValue();
    }
    if (answer.saysNotFound() && registration == Registration.BEFOREHAND) {
      throw new SchemaRegistryException(
          "the registry at "
              + base
              + " does not have schema "
              + schema.getFullName()
              + " under subject "
              + subject
              + ": register it first, with `willingly topics create`",
          false);
    }
    if (answer.status == 409) {
      throw refused(subject, schema, answer.body.path("message").asText());
    }
    throw new SchemaRegistryException(
        "no id for schema "
            + schema.getFullName()
            + " under subject "
            + subject
            + ": "
            + answer.text(base),
        answer.mayPass());
  }

  @Override
  public OptionalInt version(String subject, Schema schema) {
    Integer known = versions.get(subject + schema);
    if (known != null) {
      return OptionalInt.of(known);
    }
    Answer answer = post(path(subject), body(schema));
    if (answer.status == 200 && answer.body.path("version").canConvertToInt()) {
      int version = answer.body.path("version").intValue();
      versions.put(subject + schema, version);
      return OptionalInt.of(version);
    }
    if (answer.saysNotFound()) {
      return OptionalInt.empty();
    }
    throw new SchemaRegistryException(
        "no version of subject " + subject + ": " + answer.text(base), answer.mayPass());
  }

  /**
   * Asks whether the registry would take a schema, and registers nothing.
   *
   * @throws SchemaRegistryException when one of the versions there cannot work beside it
   */
  public void requireCompatible(String subject, Schema schema) {
    Answer versions = send(request(path(subject) + "/versions").GET().build());
    if (versions.saysNotFound()) {
      return;
    }
    if (versions.status != 200) {
      throw new SchemaRegistryException(
          "no versions of subject " + subject + ": " + versions.text(base), versions.mayPass());
    }
    for (JsonNode version : versions.body) {
      String against = "/compatibility" + path(subject) + "/versions/" + version.asText();
      Answer answer = post(against + "?verbose=true", body(schema));
      if (answer.status != 200) {
        throw new SchemaRegistryException(
            "whether it may change subject " + subject + ": " + answer.text(base),
            answer.mayPass());
      }
      if (!answer.body.path("is_compatible").asBoolean()) {
        throw refused(subject, schema, answer.body.path("messages").toString());
      }
    }
  }

  private SchemaRegistryException refused(String subject, Schema schema, String why) {
    return new SchemaRegistryException(
        "the registry at "
            + base
            + " refuses schema "
            + schema.getFullName()
            + " under subject "
            + subject
            + ": it cannot work beside the versions there. They are of a newer or changed"
            + " Willingly, or of another program: compare with "
            + base
            + path(subject)
            + "/versions, and take that build, or a registry of your own. The registry says: "
            + why,
        false);
  }

  private static String path(String subject) {
    return "/subjects" + encoded(subject);
  }

  private static String encoded(String subject) {
    return "/" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
  }

  private static String body(Schema schema) {
    return JSON.createObjectNode().put("schema", schema.toString()).toString();
  }

  @Override
  public Lookup schemaById(int id) {
    Answer answer = send(request("/schemas/ids/" + Integer.toUnsignedString(id)).GET().build());
    if (answer.saysNotFound()) {
      return new Unknown();
    }
    if (answer.status != 200 || !answer.body.path("schema").isTextual()) {
      return new Unavailable(answer.text(base));
    }
    String type = answer.body.path("schemaType").asText("AVRO");
    try {
      // Anything but Avro cannot be read here, and asking again will not change that.
      return type.equals("AVRO")
          ? new Known(new SchemaParser().parse(answer.body.path("schema").textValue()).mainSchema())
          : new Unknown();
    } catch (SchemaParseException e) {
      return new Unavailable("schema " + id + " at " + base + " is not valid: " + e.getMessage());
    }
  }

  /**
   * Lets the registry refuse what readers or writers of any earlier version could not work with.
   *
   * @throws SchemaRegistryException when it does not take the setting
   */
  public void evolveFullTransitive(String subject) {
    String path = "/config" + encoded(subject);
    Answer answer = write("PUT", path, "{\"compatibility\":\"FULL_TRANSITIVE\"}");
    if (answer.status != 200) {
      throw new SchemaRegistryException(
          "cannot set FULL_TRANSITIVE on subject " + subject + ": " + answer.text(base),
          answer.mayPass());
    }
  }

  /**
   * Asks whether the registry refuses what readers or writers of any earlier version could not work
   * with.
   *
   * @throws SchemaRegistryException when it does not, or does not say
   */
  public void requireFullTransitive(String subject) {
    Answer answer = send(request("/config" + encoded(subject)).GET().build());
    if (answer.status != 200 && !answer.saysNotFound()) {
      throw new SchemaRegistryException(
          "no compatibility of subject " + subject + ": " + answer.text(base), answer.mayPass());
    }
    String level = answer.body.path("compatibilityLevel").asText("none of its own");
    if (!level.equals("FULL_TRANSITIVE")) {
      throw new SchemaRegistryException(
          "the registry at %s has compatibility %s for subject %s, needed is FULL_TRANSITIVE: set it with `willingly topics create`"
              .formatted(base, level, subject),
          false);
    }
  }

  private Answer post(String path, String body) {
    return write("POST", path, body);
  }

  private Answer write(String method, String path, String body) {
    return send(
        request(path)
            .header("Content-Type", MEDIA_TYPE)
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(timeout)
            .header("Accept", MEDIA_TYPE);
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), json(response.body()), "");
    } catch (IOException e) {
      return new Answer(0, JSON.createObjectNode(), String.valueOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, JSON.createObjectNode(), "interrupted");
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  /**
   * What came back.
   *
   * @param status of the response, 0 when there was none
   * @param failure why there was none
   */
  private record Answer(int status, JsonNode body, String failure) {

    /**
     * A registry's own "not found" carries a code 404xx. A bare 404 comes from a wrong address or a
     * proxy, and must not make good records look bad.
     */
    boolean saysNotFound() {
      return status == 404 && body.path("error_code").asInt() / 100 == 404;
    }

    boolean mayPass() {
      return status == 0 || status == 429 || status >= 500;
    }

    String text(String base) {
      if (status == 0) {
        return "the registry at "
            + base
            + " does not answer; is it running, and is the address right? "
            + failure;
      }
      String text = "the registry at " + base + " answered " + status;
      return status == 404 && !saysNotFound()
          ? text + "; is this the address of Confluent's API, of Apicurio .../apis/ccompat/v7?"
          : text + " " + body.path("message").asText();
    }
  }
}
