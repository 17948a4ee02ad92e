package io.willingly.streams.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.function.Function;

/** A text message to the incoming webhook of a chat. What customers are called formats nothing. */
final class ChatChannel implements Channel {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final URI url;
  private final Function<String, ObjectNode> body;

  private ChatChannel(String name, URI url, Function<String, ObjectNode> body) {
    this.name = name;
    this.url = url;
    this.body = body;
  }

  /** An incoming webhook of Slack. */
  static ChatChannel slack(URI url) {
    return new ChatChannel("slack", url, ChatChannel::slackBody);
  }

  /** A workflow of Teams that posts what its webhook receives. */
  static ChatChannel teams(URI url) {
    return new ChatChannel("teams", url, ChatChannel::teamsBody);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public HttpRequest.Builder request(Message message, Instant now) {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.apply(message.text()).toString()));
  }

  private static ObjectNode slackBody(String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return JSON.createObjectNode().put("text", escaped).put("mrkdwn", false);
  }

  /** Text runs, a line each: text blocks would read Markdown. */
  private static ObjectNode teamsBody(String text) {
    ObjectNode message = JSON.createObjectNode().put("type", "message");
    ObjectNode card =
        message
            .putArray("attachments")
            .addObject()
            .put("contentType", "application/vnd.microsoft.card.adaptive")
            .putObject("content")
            .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
            .put("type", "AdaptiveCard")
            .put("version", "1.2");
    ArrayNode lines = card.putArray("body");
    text.lines()
        .forEach(
            line ->
                lines
                    .addObject()
                    .put("type", "RichTextBlock")
                    .putArray("inlines")
                    .addObject()
                    .put("type", "TextRun")
                    .put("text", line));
    return message;
  }
}
