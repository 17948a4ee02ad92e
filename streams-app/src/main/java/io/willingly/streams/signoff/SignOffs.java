package io.willingly.streams.signoff;

import io.willingly.event.SignOff;
import io.willingly.event.SignOffKey;
import io.willingly.event.SignedFigure;
import io.willingly.event.SignedSheet;
import io.willingly.metrics.period.Period;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.query.Figures;
import io.willingly.streams.query.ScopeNames;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.PublishedTopic;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The topic {@code sign-offs}: a log, so that what was signed first stays when it is signed again.
 */
public final class SignOffs {
  private final Cluster cluster;

  public SignOffs(Cluster cluster) {
    this.cluster = cluster;
  }

  /** A sign-off of a period under a rule set. */
  public record Signed(Period period, int definitionVersion, SignOff signOff) {}

  /** All of them, in the order in which they were signed. */
  public List<Signed> read() {
    List<Signed> all = new ArrayList<>();
    PublishedTopic.read(
        cluster,
        Topics.SIGN_OFFS,
        key -> true,
        (key, value) -> {
          if (value != null) {
            Period period = Period.parse(key.getPeriod());
            all.add(new Signed(period, key.getDefinitionVersion(), value));
          }
        });
    return all;
  }

  /** The latest sign-off of a period. */
  public static Optional<Signed> latest(List<Signed> all, Period period) {
    return all.stream()
        .filter(signed -> signed.period().equals(period))
        .reduce((earlier, later) -> later);
  }

  /** Signs figures. */
  public Signed sign(Figures figures, String by, Instant at) {
    SignOff signOff =
        new SignOff(
            by,
            at,
            figures.definitionHash(),
            figures.foldVersion(),
            LocalDate.ofEpochDay(figures.closesOn()),
            LocalDate.ofEpochDay(figures.knownOn()),
            figures.sha256(),
            figures.sheets().stream().map(SignOffs::sheet).toList(),
            figures.organisation().entrySet().stream()
                .map(figure -> new SignedFigure(figure.getKey(), figure.getValue()))
                .toList());
    SignOffKey key = new SignOffKey(figures.period().toString(), figures.definitionVersion());
    OwnTopic.write(cluster, Topics.SIGN_OFFS, key, signOff);
    return new Signed(figures.period(), figures.definitionVersion(), signOff);
  }

  private static SignedSheet sheet(Figures.SignedSheet sheet) {
    return new SignedSheet(ScopeNames.of(sheet.kind()), sheet.rows(), sheet.sha256());
  }
}
