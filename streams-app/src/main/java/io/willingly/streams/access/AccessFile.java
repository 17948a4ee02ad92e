package io.willingly.streams.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.runtime.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The file of what was granted to whom: digests of tokens, not tokens. Only its user reads it. */
public final class AccessFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;

  public AccessFile(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /**
   * All grants, in the order in which they were given; none when there is no file.
   *
   * @throws BadInput when the file is damaged, with the entry and the field
   */
  public List<Grant> read() {
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
    try {
      return grants(JSON.readTree(content));
    } catch (JsonProcessingException e) {
      throw new BadInput(path + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private List<Grant> grants(JsonNode root) {
    if (!root.path("tokens").isArray()) {
      throw new BadInput(path + ", field tokens: expected is a list of entries");
    }
    List<Grant> grants = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode entry : root.path("tokens")) {
      String place = "%s, entry %d".formatted(path, grants.size() + 1);
      Grant grant = new GrantJson(place, entry).read();
      if (!names.add(grant.viewer().name())) {
        throw new BadInput(place + ", field name: two entries have the name " + entry.get("name"));
      }
      grants.add(grant);
    }
    return grants;
  }

  /**
   * Adds a grant.
   *
   * @throws BadInput when somebody of that name has one
   */
  public void add(Grant grant) {
    String name = grant.viewer().name();
    if (name.equals(Viewer.localOwner().name())) {
      throw new BadInput("'" + name + "' is who runs Willingly here; take another name");
    }
    change(
        grants -> {
          if (grants.stream().anyMatch(other -> other.viewer().name().equals(name))) {
            throw new BadInput(
                "%s has a token; `willingly access revoke` takes it back".formatted(name));
          }
          List<Grant> more = new ArrayList<>(grants);
          more.add(grant);
          return more;
        });
  }

  /**
   * Takes back the grant of a name.
   *
   * @throws BadInput when there is none
   */
  public void revoke(String name) {
    change(
        grants -> {
          List<Grant> left =
              grants.stream().filter(grant -> !grant.viewer().name().equals(name)).toList();
          if (left.size() == grants.size()) {
            throw new BadInput(
                "nobody named '%s' has a token; `willingly access list` lists them"
                    .formatted(name));
          }
          return left;
        });
  }

  /** One change at a time, of whichever process. */
  private void change(UnaryOperator<List<Grant>> change) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      try (FileChannel channel =
          FileChannel.open(
              path.resolveSibling(path.getFileName() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        channel.lock();
        ObjectNode root = JSON.createObjectNode();
        ArrayNode tokens = root.putArray("tokens");
        change.apply(read()).forEach(grant -> tokens.add(GrantJson.of(grant)));
        PrivateFile.replace(path, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }
}
