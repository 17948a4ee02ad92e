package io.willingly.streams.cli;

import io.willingly.streams.access.AccessFile;
import io.willingly.streams.access.AccessLog;
import io.willingly.streams.access.AccessTokens;
import io.willingly.streams.access.Contests;
import io.willingly.streams.access.Token;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.config.Settings.Http;
import io.willingly.streams.http.Site;
import io.willingly.streams.live.Feed;
import io.willingly.streams.meters.Meters;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;

/** The page and its API beside the pipeline, for as long as its session lives. */
final class Serving {
  private static final int ANY_PORT = 0;

  private Serving() {}

  /**
   * Starts, unless the settings say not to, and says where.
   *
   * @param clock the pipeline's
   * @throws BadInput when it would listen to others and nobody was given a token
   */
  static void start(Host host, OwnSession session, Settings settings, Clock clock) {
    Clock wall = host.clock();
    Console console = host.console();
    Http http = settings.http();
    if (!http.enabled()) {
      return;
    }
    String owner = Token.ofLocalOwner(settings.dataDir());
    AccessTokens tokens = new AccessTokens(new AccessFile(http.accessFile()), owner, wall);
    boolean loopback = loopback(http.host());
    if (!loopback && !tokens.anyGranted()) {
      throw new BadInput(
          "http.host is %s, which others reach, and nobody has an access token: give one with"
                  .formatted(http.host())
              + " `willingly access add`, or leave http.host at 127.0.0.1");
    }
    Site site =
        new Site(
            session,
            session.rules(),
            settings.organisation(),
            session.cluster(),
            clock,
            Build.id(),
            session::running,
            session::moved,
            http.minimumGroup(),
            tokens::find,
            session.keep(new Contests(session.cluster(), wall)),
            session.keep(new AccessLog(session.cluster(), wall)),
            session.keep(feed(session, settings)),
            session.keep(new LocalTrials(host, settings, LocalTrials.IDLE)),
            session.dryRuns());
    Site.Served served = session.keep(served(site, http, loopback, console));
    Meters meters = session.meters();
    if (meters != null) {
      served.server().onAnswer(meters);
      meters.liveStreams(served.live().hub()::open);
    }
    // What others reach runs as a service, and its screen is a log.
    String address = "the page: " + served.server().address();
    console.say(
        loopback
            ? address + "/#token=" + owner
            : address + "; the token of who runs it is in " + Token.file(settings.dataDir()));
  }

  private static Feed feed(OwnSession session, Settings settings) {
    return new Feed(session.cluster(), session, session.rules(), settings.organisation()).start();
  }

  /** A second pipeline on this machine finds the usual port taken, and takes another. */
  private static Site.Served served(Site site, Http http, boolean loopback, Console console) {
    try {
      return site.serve(http.host(), http.port(), http.hosts());
    } catch (IllegalStateException e) {
      if (!loopback || http.port() == ANY_PORT) {
        throw e;
      }
      console.say("port " + http.port() + " is taken, so the page is at another one");
      return site.serve(http.host(), ANY_PORT, http.hosts());
    }
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new BadInput("http.host is no address of this machine: '" + host + "'", e);
    }
  }
}
