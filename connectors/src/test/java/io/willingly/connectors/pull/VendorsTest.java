package io.willingly.connectors.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.pull.StandIn.Answer;
import io.willingly.connectors.pull.StandIn.Asked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shapes in which vendors page, in made-up answers. */
class VendorsTest {

  @Test
  void hubspot_a_search_with_a_cursor_in_the_body_and_the_associations_of_each_deal() {
    String yaml =
        """
        base: https://api.hubapi.com
        auth: bearer
        requests:
          owners:
            get: /crm/v3/owners
            query: {limit: 2, after: "{cursor}"}
            items: /results
            next: {cursor: /paging/next/after}
          deals:
            post: /crm/v3/objects/deals/search
            body: |
              {"filterGroups": [{"filters": [
                 {"propertyName": "hs_lastmodifieddate", "operator": "GTE", "value": "{since}"}]}],
               "limit": 2, "after": "{cursor}"}
            items: /results
            since: {at: /properties/hs_lastmodifieddate, send: epoch_ms}
            next: {cursor: /paging/next/after}
            follow:
              companies:
                get: /crm/v4/objects/deals/{/id}/associations/companies
                at: /results
        """;
    try (StandIn vendor = new StandIn(VendorsTest::hubspot)) {
      Puller puller = new Puller(yaml, vendor).since("2026-01-01T00:00:00Z");

      puller.all();

      assertThat(puller.kept("/id")).containsExactly("7", "8", "9", "901", "902");
      assertThat(puller.kept("/_request"))
          .containsExactly("owners", "owners", "owners", "deals", "deals");
      assertThat(puller.kept("/companies/0/toObjectId")).endsWith("5", "");
      assertThat(puller.kept.get(4).path("companies").isNull())
          .as("902 has none: the vendor answers 404")
          .isTrue();
      Asked search = vendor.asked().get(2);
      assertThat(json(search.body()).at("/filterGroups/0/filters/0/value").asText())
          .isEqualTo("1767225600000");
      assertThat(json(search.body()).has("after")).as("no cursor yet").isFalse();
      assertThat(search.headers()).containsEntry("authorization", "Bearer key:s3cret");
      assertThat(puller.nextSince("deals"))
          .as("the last change less ten minutes")
          .isEqualTo("2026-02-03T09:50:00Z");
    }
  }

  private static Answer hubspot(Asked asked) {
    return switch (asked.path()) {
      case "/crm/v3/owners" ->
          asked.query("after").isEmpty()
              ? Answer.json(
                  "{'results':[{'id':'7'},{'id':'8'}],'paging':{'next':{'after':'NA==','link':'x'}}}")
              : Answer.json("{'results':[{'id':'9'}]}");
      case "/crm/v3/objects/deals/search" ->
          Answer.json(
              """
              {'total':2,'results':[
               {'id':'901','properties':{'hs_lastmodifieddate':'2026-02-01T10:00:00.120Z'}},
               {'id':'902','properties':{'hs_lastmodifieddate':'2026-02-03T10:00:00Z'}}]}\
              """);
      case "/crm/v4/objects/deals/901/associations/companies" ->
          Answer.json("{'results':[{'toObjectId':5}]}");
      default -> Answer.status(404);
    };
  }

  @Test
  void gong_calls_with_a_cursor_in_the_body_and_404_when_there_is_none() {
    String yaml =
        """
        base: https://{host}
        auth: basic
        rate: 3
        parameters:
          host: {description: "the host on your API page", default: api.gong.io}
        requests:
          calls:
            post: /v2/calls/extensive
            body: |
              {"filter": {"fromDateTime": "{since}"}, "cursor": "{cursor}",
               "contentSelector": {"exposedFields": {"parties": true}}}
            items: /calls
            since: {at: /metaData/started, overlap: 1d}
            next: {cursor: /records/cursor}
            none: [404]
            payload: '{"callData": .}'
        """;
    try (StandIn vendor =
        new StandIn(
            asked -> {
              JsonNode body = json(asked.body());
              if (!body.at("/filter/fromDateTime").asText().startsWith("2026-02")) {
                return Answer.status(404);
              }
              return body.path("cursor").asText().isEmpty()
                  ? Answer.json(
                      """
                      {'requestId':'r','records':{'totalRecords':2,'cursor':'eyJ'},
                       'calls':[{'metaData':{'id':'55','started':'2026-02-20T14:03:37-07:00'}}]}\
                      """)
                  : Answer.json(
                      """
                      {'requestId':'r','records':{'totalRecords':2},
                       'calls':[{'metaData':{'id':'56','started':'2026-02-21T14:03:37-07:00'}}]}\
                      """);
            })) {
      Puller puller = new Puller(yaml, vendor).since("2026-02-10T00:00:00Z");

      puller.all();

      assertThat(puller.kept("/callData/metaData/id")).containsExactly("55", "56");
      assertThat(puller.kept("/_request")).containsExactly("calls", "calls");
      String basic =
          Base64.getEncoder().encodeToString("key:s3cret".getBytes(StandardCharsets.UTF_8));
      assertThat(vendor.asked().get(0).headers()).containsEntry("authorization", "Basic " + basic);
      assertThat(puller.waits).containsExactly(Duration.ofNanos(333_333_333));

      assertThat(puller.since("2026-03-10T00:00:00Z").all()).isEmpty();
      assertThat(puller.nextSince("calls")).isEqualTo("2026-03-10T00:00:00Z");
    }
  }

  @Test
  void surveymonkey_each_survey_with_the_next_page_as_an_address() {
    String yaml =
        """
        base: https://api.surveymonkey.com
        auth: bearer
        parameters:
          survey: {description: "ids of the surveys"}
        requests:
          responses:
            repeat: survey
            get: /v3/surveys/{survey}/responses/bulk
            query: {per_page: 100, simple: "true", start_modified_at: "{since}"}
            since: {at: /date_modified, send: "yyyy-MM-dd'T'HH:mm:ss"}
            items: /data
            next: {url: /links/next}
        """;
    StandIn[] self = new StandIn[1];
    try (StandIn vendor =
        new StandIn(
            asked -> {
              String id = asked.path().contains("/31/") ? "31" : "32";
              String next =
                  asked.query("page").isEmpty()
                      ? ",'next':'%s%s?page=2&per_page=100'".formatted(self[0].base(), asked.path())
                      : "";
              return Answer.json(
                  """
                  {'data':[{'id':'%s-%s','date_modified':'2026-02-23T10:00:00+00:00'}],
                   'links':{'self':'x'%s}}\
                  """
                      .formatted(id, asked.query("page").isEmpty() ? "1" : "2", next));
            })) {
      self[0] = vendor;
      Puller puller = new Puller(yaml, vendor).with("survey", "31, 32");

      puller.all();

      assertThat(puller.kept("/id")).containsExactly("31-1", "31-2", "32-1", "32-2");
      assertThat(puller.states).containsOnlyKeys("responses[31]", "responses[32]");
      assertThat(vendor.asked().get(0).query())
          .containsEntry("start_modified_at", "2000-01-01T00:00:00");
      assertThat(vendor.asked().get(1).query()).doesNotContainKey("start_modified_at");
    }
  }

  @Test
  void stripe_a_list_that_goes_on_after_its_last_item_wrapped_as_its_webhooks_are() {
    String yaml =
        """
        base: https://api.stripe.com
        auth: bearer
        headers: {Stripe-Version: 2026-01-28}
        requests:
          refunds:
            get: /v1/refunds
            query: {limit: 2, "created[gte]": "{since}", starting_after: "{cursor}",
                    "expand[]": [data.charge, data.payment_intent]}
            since: {at: /created, format: epoch_s}
            items: /data
            next: {last: /id, while: /has_more}
            payload: '{"type": "refund.created", "created": .created, "data": {"object": .}}'
        """;
    try (StandIn vendor =
        new StandIn(
            asked ->
                asked.query("starting_after").equals("re_2")
                    ? Answer.json(
                        "{'object':'list','has_more':false,'data':[{'id':'re_1','created':1770000000}]}")
                    : Answer.json(
                        """
                        {'object':'list','has_more':true,'data':[
                         {'id':'re_3','created':1772000000},{'id':'re_2','created':1771000000}]}\
                        """))) {
      Puller puller = new Puller(yaml, vendor).since("2026-01-01T00:00:00Z");

      puller.all();

      assertThat(puller.kept("/data/object/id")).containsExactly("re_3", "re_2", "re_1");
      assertThat(vendor.asked().get(0).query())
          .containsEntry("created[gte]", "1767225600")
          .containsEntry("expand[]", "data.charge,data.payment_intent")
          .doesNotContainKey("starting_after");
      assertThat(vendor.asked().get(0).headers()).containsEntry("stripe-version", "2026-01-28");
      assertThat(puller.nextSince("refunds"))
          .as("of the latest, though it came first")
          .isEqualTo("2026-02-25T06:03:20Z");
    }
  }

  @Test
  void shopify_pages_in_the_link_header_and_the_secret_in_a_header_of_its_own() {
    String yaml =
        """
        base: https://{shop}.myshopify.com
        auth: {header: X-Shopify-Access-Token}
        parameters:
          shop: {description: "the name before .myshopify.com"}
        requests:
          orders:
            get: /admin/api/2026-01/orders.json
            query: {status: any, limit: 2, updated_at_min: "{since}"}
            since: {at: /updated_at}
            items: /orders
            next: {link: next}
        """;
    StandIn[] self = new StandIn[1];
    try (StandIn vendor =
        new StandIn(
            asked -> {
              String address = self[0].base() + asked.path();
              return asked.query("page_info").isEmpty()
                  ? Answer.json(
                          "{'orders':[{'id':820982911946154508,'updated_at':'2026-02-23T11:00:00-05:00'}]}")
                      .with(
                          "Link",
                          "<%s?page_info=prev>; rel=\"previous\", <%s?limit=2&page_info=abc>; rel=\"next\""
                              .formatted(address, address))
                  : Answer.json("{'orders':[{'id':2,'updated_at':'2026-02-24T11:00:00-05:00'}]}")
                      .with("Link", "<%s?page_info=prev>; rel=\"previous\"".formatted(address));
            })) {
      self[0] = vendor;
      Puller puller = new Puller(yaml, vendor).with("shop", "acme");

      puller.all();

      assertThat(puller.kept("/id")).containsExactly("820982911946154508", "2");
      assertThat(vendor.asked().get(1).query()).containsOnlyKeys("limit", "page_info");
      assertThat(vendor.asked())
          .allSatisfy(
              asked ->
                  assertThat(asked.headers())
                      .containsEntry("x-shopify-access-token", "key:s3cret"));
    }
  }

  @Test
  void salesforce_a_query_with_a_token_of_its_own_and_the_next_page_as_a_path() {
    String yaml =
        """
        base: https://{domain}
        auth: {client-credentials: /services/oauth2/token}
        parameters:
          domain: {description: "your My Domain, such as acme.my.salesforce.com"}
        requests:
          opportunities:
            get: /services/data/v63.0/query
            query:
              q: SELECT Id FROM Opportunity WHERE SystemModstamp >= {since} ORDER BY SystemModstamp
            since: {at: /SystemModstamp}
            items: /records
            next: {url: /nextRecordsUrl}
        """;
    int[] tokens = new int[1];
    try (StandIn vendor =
        new StandIn(
            asked -> {
              if (asked.path().endsWith("/token")) {
                return Answer.json("{'access_token':'T%d'}".formatted(++tokens[0]));
              }
              if (asked.path().endsWith("/query")) {
                return Answer.json(
                    """
                    {'totalSize':2,'done':false,'nextRecordsUrl':'/services/data/v63.0/query/01g-1',
                     'records':[{'Id':'006A','SystemModstamp':'2026-02-23T10:00:00.000+0000'}]}\
                    """);
              }
              // The first token has run out meanwhile.
              return "Bearer T2".equals(asked.headers().get("authorization"))
                  ? Answer.json(
                      """
                      {'totalSize':2,'done':true,
                       'records':[{'Id':'006B','SystemModstamp':'2026-02-24T10:00:00.000+0000'}]}\
                      """)
                  : Answer.status(401);
            })) {
      Puller puller = new Puller(yaml, vendor).with("domain", "acme.my.salesforce.com");

      puller.all();

      assertThat(puller.kept("/Id")).containsExactly("006A", "006B");
      assertThat(vendor.asked().get(0).body()).isEqualTo("grant_type=client_credentials");
      assertThat(vendor.asked().get(1).query("q"))
          .contains("SystemModstamp >= 2000-01-01T00:00:00Z");
      assertThat(vendor.asked().stream().map(Asked::path))
          .endsWith("/services/data/v63.0/query/01g-1");
      assertThat(tokens[0]).isEqualTo(2);
    }
  }

  @Test
  void plain_arrays_with_numbered_pages_and_with_offsets() {
    String yaml =
        """
        base: https://api.example.com
        auth: {query: api_key}
        requests:
          pages:
            get: /pages
            query: {page: "{page}"}
            items: ''
            next: {page: 1}
          offsets:
            post: /offsets
            body: '{"from": "{offset}"}'
            items: ''
            next: {offset: 0}
        """;
    try (StandIn vendor =
        new StandIn(
            asked -> {
              boolean paged = asked.path().equals("/pages");
              int from = paged ? 2 * (Integer.parseInt(asked.query("page")) - 1) : 0;
              from = paged ? from : json(asked.body()).path("from").intValue();
              return Answer.json(from < 4 ? "[{'n':%d},{'n':%d}]".formatted(from, from + 1) : "[]");
            })) {
      Puller puller = new Puller(yaml, vendor);

      puller.all();

      assertThat(puller.kept("/n")).containsExactly("0", "1", "2", "3", "0", "1", "2", "3");
      assertThat(vendor.asked().get(3).body()).isEqualTo("{\"from\":0}");
      assertThat(vendor.asked())
          .allSatisfy(asked -> assertThat(asked.query()).containsEntry("api_key", "key:s3cret"));
    }
  }

  @Test
  void newest_first_lists_are_read_until_what_is_known() {
    String yaml =
        """
        base: https://api.example.com
        auth: none
        requests:
          calls:
            get: /calls
            query: {page: "{page}"}
            since: {at: /at, order: descending, overlap: 0s}
            items: /calls
            next: {page: 1}
        """;
    try (StandIn vendor =
        new StandIn(
            asked -> {
              int day = 31 - 2 * Integer.parseInt(asked.query("page"));
              return Answer.json(
                  "{'calls':[{'at':'2026-01-%02d'},{'at':'2026-01-%02d'}]}"
                      .formatted(day + 1, day));
            })) {
      Puller puller = new Puller(yaml, vendor).withoutSecret().since("2026-01-27T00:00:00Z");

      puller.all();

      assertThat(puller.kept("/at"))
          .containsExactly("2026-01-30", "2026-01-29", "2026-01-28", "2026-01-27");
      assertThat(vendor.asked()).hasSize(3);
    }
  }

  @Test
  void a_page_that_says_it_is_the_last_is_the_last() {
    String yaml =
        """
        base: https://api.example.com
        auth: none
        requests:
          deals:
            get: /deals
            query: {page: "{page}"}
            items: /deals
            next: {page: 0}
            until: .page >= .pages
        """;
    try (StandIn vendor =
        new StandIn(
            asked ->
                Answer.json("{'page':%s,'pages':2,'deals':[{}]}".formatted(asked.query("page"))))) {
      Puller puller = new Puller(yaml, vendor).withoutSecret();

      assertThat(puller.all()).hasSize(3);
      assertThat(vendor.asked().stream().map(asked -> asked.query("page")))
          .isEqualTo(List.of("0", "1", "2"));
    }
  }

  private static JsonNode json(String text) {
    try {
      return Mapping.payload(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
