package io.willingly.streams.cli;

import io.willingly.connectors.assemble.SampleAssembly;
import io.willingly.connectors.guess.Guess;
import io.willingly.connectors.guess.Guesser;
import io.willingly.connectors.guess.SourceDraft;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingLint;
import io.willingly.connectors.mapping.SampleCase;
import io.willingly.streams.config.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code willingly source init}: drafts the folder of a source from samples. */
@Command(
    name = "init",
    description = {
      "Draft the folder of a source from sample payloads (JSON) or exports (CSV): a mapping that says"
          + " what each line was guessed from, a test, and how a webhook is verified.",
      "Samples stay in the folder: take made-up ones, never real customers."
    },
    mixinStandardHelpOptions = true)
final class SourceInitCommand implements Callable<Integer> {
  private static final String WEBHOOK =
      """
      # How a sender proves that it is the vendor: exactly one of these. Look at what the vendor's settings of
      # webhooks offer; take the first that they do. Without a webhook delete this file. The secret itself is never
      # written here.
      proof:  # FILL IN: delete this line, and the # before the one of the five below that the vendor offers

      # A signing secret, a signature, HMAC. Its page says which header, and what is signed: {body}, {timestamp},
      # {method}, {url} and {header:NAME}; HmacSHA1, HmacSHA512; base64.
      # signature: {header: X-Signature, algorithm: HmacSHA256, encoding: hex, signed: "{body}"}

      # A public key, and a token signed with it (JWT, Bearer).
      # jwt: {header: Authorization, algorithm: RS256, url-claim: webhook_url, body-claim: body_sha256}

      # A user name and a password (HTTP authentication, Basic). The secret is user:password.
      # basic: {}

      # A header of your own with a value of your choice, or a fixed token. The secret is that value.
      # token: {header: X-Webhook-Token}

      # Nothing. Then anybody who finds the address can post: keep it inside your network, and say what protects it.
      # unsigned: only the gateway of our own reaches this port
      """;

  private final Host host;

  @Option(
      names = "--sample",
      paramLabel = "FILE",
      required = true,
      arity = "1..*",
      description = "payloads, or exports; of all kinds that come")
  List<Path> samples = List.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      converter = NameConverter.class,
      description = "Name of the source (default: that of the folder, else of the first sample).")
  @Nullable String name;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where to write it (default: a folder of the source's name).")
  @Nullable Path out;

  @Option(
      names = "--set",
      paramLabel = "FIELD=COLUMN",
      description = "of exports: what the guess gets wrong, as `willingly try` takes it")
  Map<String, String> corrections = Map.of();

  SourceInitCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    InputPaths.requireReadable(samples);
    Path folder = folder();
    boolean payloads = samples.stream().allMatch(SourceInitCommand::isJson);
    String mapping;
    try {
      mapping = payloads ? SourceDraft.of(samples) : ofExports();
    } catch (InputException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
    try {
      write(folder, mapping, payloads);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be written: " + e.getMessage(), e);
    }
    tell(folder);
    return 0;
  }

  private Path folder() {
    Path folder = out;
    if (folder == null) {
      String first = String.valueOf(samples.get(0).getFileName());
      folder = Path.of(name == null ? first.replaceFirst("\\.[^.]*$", "") : name);
    } else if (name != null) {
      folder = folder.resolve(name);
    }
    if (name != null && !name.matches("[A-Za-z0-9_-]+")) {
      throw new BadInput(
          "--name '%s': a name has letters, digits, - and _ only, such as hubspot-eu"
              .formatted(name));
    }
    if (Files.exists(folder.resolve("mapping.yaml"))) {
      throw new BadInput(folder + " has a mapping already; name another folder with --out");
    }
    return folder;
  }

  private static boolean isJson(Path file) {
    return file.toString().matches("(?i).*\\.(json|ndjson|jsonl)");
  }

  private String ofExports() {
    if (samples.stream().anyMatch(SourceInitCommand::isJson)) {
      throw new BadInput("payloads and exports are two sources: draft one after the other");
    }
    Guess guess = Guesser.guess(samples, corrections);
    if (guess.mapping() == null) {
      throw new BadInput(TryText.problems(guess));
    }
    guess.notes().forEach(note -> host.console().say(note));
    return guess.mapping();
  }

  private void write(Path folder, String mapping, boolean payloads) throws IOException {
    Path first = Files.createDirectories(folder.resolve("samples").resolve("first"));
    Set<String> names = new HashSet<>();
    for (Path sample : samples) {
      String file = String.valueOf(sample.getFileName());
      if (!names.add(file)) {
        throw new BadInput("two samples are named " + file + ": rename one of them");
      }
      Files.copy(sample, first.resolve(file));
    }
    Files.writeString(folder.resolve("mapping.yaml"), mapping);
    if (payloads) {
      Files.writeString(folder.resolve("webhook.yaml"), WEBHOOK);
    }
  }

  private void tell(Path folder) {
    Path mapping = folder.resolve("mapping.yaml");
    host.console().out().println("drafted " + mapping);
    List<String> unfilled = new ArrayList<>(MappingLint.unfilled(mapping));
    if (unfilled.isEmpty()) {
      try {
        for (SampleCase sample : SampleCase.of(folder)) {
          sample.expect(SampleAssembly.run(sample, host.clock().instant()).lines());
          host.console().out().println("what the samples become is in " + sample.expected());
        }
      } catch (MappingException | InputException e) {
        unfilled.add(String.valueOf(e.getMessage()));
      }
    }
    unfilled.forEach(host.console().out()::println);
    host.console()
        .say(
            "next: look at each line of %s, then `willingly source lint %s` and `willingly source test --update %s`"
                .formatted(mapping, folder, folder));
  }
}
