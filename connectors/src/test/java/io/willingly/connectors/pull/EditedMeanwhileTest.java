package io.willingly.connectors.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.pull.StandIn.Answer;
import io.willingly.connectors.pull.StandIn.Asked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Things are edited and made at vendors while their pages are read: what shipped sources pull lacks
 * none of them in its latest state, in this reading or the next.
 */
class EditedMeanwhileTest {
  private static final Pattern SOQL =
      Pattern.compile(
          "WHERE (\\w+) >= (\\S+) AND \\1 < (\\S+) AND Id > '(\\w{15})' ORDER BY Id LIMIT 2000");
  private static final DateTimeFormatter SALESFORCE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

  /** When things of the vendor were changed, in epoch milliseconds, by id. */
  private final TreeMap<Long, Long> changed = new TreeMap<>();

  private final Random random = new Random(7);

  /** What is wrong with the vendor's clock. */
  private Duration skew = Duration.ZERO;

  /** While false nothing happens at the vendor. */
  private boolean busy = true;

  private void history(int things) {
    for (long id = 1; id <= things; id++) {
      long ago = random.nextInt(300 * 86_400);
      changed.put(1000 + id, Puller.NOW.minusSeconds(86_400 + ago).toEpochMilli());
    }
  }

  /** Some of what was read and of what was not is edited, and a thing is made. */
  private void happens(Puller puller) {
    if (busy) {
      long now = puller.clock().instant().plus(skew).toEpochMilli();
      List<Long> ids = new ArrayList<>(changed.keySet());
      for (int i = 0; i < 7; i++) {
        changed.put(ids.get(random.nextInt(ids.size())), now);
      }
      changed.put(changed.lastKey() + 1, now);
    }
  }

  /** Checks that the latest state of each thing was read. */
  private void complete(List<JsonNode> payloads, String id, String at) {
    Map<Long, Long> read = new HashMap<>();
    for (JsonNode payload : payloads) {
      String time = payload.at(at).asText();
      long millis =
          time.matches("\\d+") ? Long.parseLong(time) : Instant.parse(time).toEpochMilli();
      read.merge(payload.at(id).asLong(), millis, Math::max);
    }
    Map<Long, Long> missing = new TreeMap<>(changed);
    missing.entrySet().removeAll(read.entrySet());
    assertThat(missing).isEmpty();
  }

  /** Reads all while things happen, and then once more. */
  private void twice(Puller puller) {
    List<JsonNode> kept = new ArrayList<>(puller.all());
    busy = false;
    puller.after(Duration.ofMinutes(10));
    kept.addAll(puller.all());
    puller.kept.clear();
    puller.kept.addAll(kept);
  }

  private Answer hubspot(Asked asked, Puller puller, String searched) {
    String path = asked.path();
    if (path.equals("/crm/v3/objects/" + searched + "/search")) {
      happens(puller);
      return search(json(asked.body()));
    }
    if (path.startsWith("/crm/v3/objects/deals/") && !path.endsWith("/search")) {
      long id = Long.parseLong(path.substring("/crm/v3/objects/deals/".length()));
      String time = String.valueOf(Instant.ofEpochMilli(changed.getOrDefault(id, 0L)));
      return Answer.json("{'id':'%d','updatedAt':'%s','properties':{}}".formatted(id, time));
    }
    return Answer.json("{'results':[]}");
  }

  /** As HubSpot searches: any filters and sort of these properties, and no more than 10,000. */
  private Answer search(JsonNode body) {
    assertThat(body.at("/sorts/0/direction").asText()).isEqualTo("ASCENDING");
    boolean byId = body.at("/sorts/0/propertyName").asText().equals("hs_object_id");
    List<Map.Entry<Long, Long>> found = new ArrayList<>();
    for (Map.Entry<Long, Long> thing : changed.entrySet()) {
      boolean passes = true;
      for (JsonNode filter : body.at("/filterGroups/0/filters")) {
        boolean ofId = filter.path("propertyName").asText().equals("hs_object_id");
        long value = ofId ? thing.getKey() : thing.getValue();
        long bound = filter.path("value").asLong(-1);
        passes &=
            switch (filter.path("operator").asText()) {
              case "GTE" -> value >= bound;
              case "GT" -> value > bound;
              case "LT" -> value < bound;
              case "HAS_PROPERTY" -> true;
              default -> throw new AssertionError(filter);
            };
      }
      if (passes) {
        found.add(thing);
      }
    }
    if (!byId) {
      found.sort(Map.Entry.comparingByValue());
    }
    int from = body.path("after").asInt(0);
    int to = Math.min(found.size(), from + body.path("limit").asInt());
    if (to > 10_000) {
      return Answer.status(400);
    }
    List<String> items = new ArrayList<>();
    for (Map.Entry<Long, Long> thing : found.subList(from, to)) {
      String time = String.valueOf(Instant.ofEpochMilli(thing.getValue()));
      items.add(
          "{'id':'%d','updatedAt':'%s','properties':{'hs_lastmodifieddate':'%s','hs_merged_object_ids':'1'}}"
              .formatted(thing.getKey(), time, time));
    }
    String next = to < found.size() ? ",'paging':{'next':{'after':'%d'}}".formatted(to) : "";
    return Answer.json(
        "{'total':%d,'results':[%s]%s}".formatted(found.size(), String.join(",", items), next));
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, 0, 5})
  void moreOfHubSpotThanASearchGives(int minutes) {
    skew = Duration.ofMinutes(minutes);
    history(10_250);
    Puller[] self = new Puller[1];
    try (StandIn vendor = new StandIn(asked -> hubspot(asked, self[0], "companies"))) {
      self[0] = new Puller(PullSpec.load("hubspot").orElseThrow(), vendor);

      twice(self[0]);

      complete(self[0].kept, "/objectId", "/occurredAt");
      assertThat(self[0].kept).hasSizeGreaterThan(10_300);
    }
  }

  @Test
  void aPullOfHubSpotThatIsKilledGoesOnInTheSameWindow() {
    history(210);
    Puller[] self = new Puller[1];
    try (StandIn vendor = new StandIn(asked -> hubspot(asked, self[0], "deals"))) {
      Puller puller = new Puller(PullSpec.load("hubspot").orElseThrow(), vendor);
      self[0] = puller;
      Pull killed = puller.open();
      while (puller.kept.size() < 100) {
        puller.page(killed);
      }
      List<JsonNode> kept = new ArrayList<>(puller.kept);
      puller.after(Duration.ofHours(9));

      twice(puller);

      kept.addAll(puller.kept);
      complete(kept, "/id", "/updatedAt");
      Set<String> windows = new TreeSet<>();
      List<String> pages = new ArrayList<>();
      for (Asked asked : vendor.asked()) {
        if (asked.path().endsWith("deals/search")) {
          String until = json(asked.body()).at("/filterGroups/0/filters/1/value").asText();
          windows.add(until);
          pages.add(until + json(asked.body()).at("/filterGroups/0/filters/2/value").asText());
        }
      }
      assertThat(windows).as("one of each reading").hasSize(2);
      assertThat(pages).hasSizeGreaterThan(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void noOpportunityOfSalesforceIsMissing() {
    history(4_500);
    Puller[] self = new Puller[1];
    try (StandIn vendor = new StandIn(asked -> salesforce(asked, self[0]))) {
      self[0] =
          new Puller(PullSpec.load("salesforce").orElseThrow(), vendor)
              .with("domain", "acme.my.salesforce.com");

      twice(self[0]);

      String id = "/ChangeEventHeader/recordIds/0";
      List<JsonNode> opportunities = new ArrayList<>();
      for (JsonNode payload : self[0].kept) {
        ObjectNode plain = payload.deepCopy();
        opportunities.add(plain.put("id", payload.at(id).asText().substring(3)));
      }
      complete(opportunities, "/id", "/ChangeEventHeader/commitTimestamp");
    }
  }

  private Answer salesforce(Asked asked, Puller puller) {
    if (asked.path().endsWith("/token")) {
      return Answer.json("{'access_token':'T'}");
    }
    String query = asked.query("q");
    Matcher soql = SOQL.matcher(query);
    assertThat(soql.find()).as(query).isTrue();
    if (query.contains("OpportunityHistory")) {
      return Answer.json("{'done':true,'records':[]}");
    }
    happens(puller);
    long since = Instant.parse(soql.group(2)).toEpochMilli();
    long until = Instant.parse(soql.group(3)).toEpochMilli();
    long last = Long.parseLong(soql.group(4).substring(3));
    List<String> records = new ArrayList<>();
    for (Map.Entry<Long, Long> thing : changed.tailMap(last, false).entrySet()) {
      if (thing.getValue() >= since && thing.getValue() < until && records.size() < 2000) {
        String time = SALESFORCE.format(Instant.ofEpochMilli(thing.getValue()));
        records.add(
            "{'attributes':{},'Id':'006%012d','CreatedDate':'%s','SystemModstamp':'%s','IsDeleted':false}"
                .formatted(thing.getKey(), time, time));
      }
    }
    return Answer.json("{'done':true,'records':[%s]}".formatted(String.join(",", records)));
  }

  @Test
  void noResponseOfSurveyMonkeyIsMissing() {
    history(1_500);
    Puller[] self = new Puller[1];
    StandIn[] monkey = new StandIn[1];
    try (StandIn vendor = new StandIn(asked -> surveymonkey(asked, self[0], monkey[0]))) {
      monkey[0] = vendor;
      self[0] =
          new Puller(PullSpec.load("surveymonkey").orElseThrow(), vendor).with("survey", "31");

      twice(self[0]);

      changed.replaceAll((id, time) -> time / 1000 * 1000);
      complete(self[0].kept, "/id", "/date_modified");
    }
  }

  /** Pages are counted, over a list in the order of the last change. */
  private Answer surveymonkey(Asked asked, Puller puller, StandIn self) {
    happens(puller);
    long since =
        asked.query("start_modified_at").isEmpty()
            ? 0
            : Instant.parse(asked.query("start_modified_at") + "Z").toEpochMilli();
    Comparator<Map.Entry<Long, Long>> order = Map.Entry.comparingByValue();
    List<Map.Entry<Long, Long>> found = new ArrayList<>(changed.entrySet());
    found.removeIf(thing -> thing.getValue() < since);
    found.sort(asked.query("sort_order").equals("DESC") ? order.reversed() : order);
    int page = asked.query("page").isEmpty() ? 1 : Integer.parseInt(asked.query("page"));
    int to = Math.min(found.size(), 100 * page);
    List<String> items = new ArrayList<>();
    for (Map.Entry<Long, Long> thing : found.subList(Math.min(to, 100 * (page - 1)), to)) {
      items.add(
          "{'id':'%d','date_modified':'%s'}"
              .formatted(
                  thing.getKey(), Instant.ofEpochSecond(thing.getValue() / 1000).toString()));
    }
    String next =
        to < found.size()
            ? "'next':'%s%s?page=%d&sort_order=%s&start_modified_at=%s'"
                .formatted(
                    self.base(),
                    asked.path(),
                    page + 1,
                    asked.query("sort_order"),
                    asked.query("start_modified_at"))
            : "";
    return Answer.json("{'data':[%s],'links':{%s}}".formatted(String.join(",", items), next));
  }

  private static JsonNode json(String text) {
    try {
      return Mapping.payload(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
