package io.willingly.streams.cli;

import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.query.ScopeNames;
import picocli.CommandLine.Option;

/** {@code --scope} and {@code --id}: the one a question is about. */
final class ScopeOptions {
  @Option(names = "--scope", required = true, description = "rep, team or organisation")
  String scope = "";

  @Option(names = "--id", required = true, description = "which one")
  String id = "";

  ScopeId get() {
    return new ScopeId(AskOptions.parse(ScopeNames::parse, scope), id);
  }
}
