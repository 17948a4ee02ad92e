package io.willingly.connectors.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.assemble.Assembly;
import io.willingly.connectors.mapping.AliasFact;
import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.MappedEvent;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.OutcomeLines;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.SampleCase;
import io.willingly.connectors.pull.StandIn.Answer;
import io.willingly.connectors.pull.StandIn.Asked;
import io.willingly.connectors.records.InputRecord;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.TopicValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What shipped sources pull becomes events by their mappings. */
class ShippedPullsTest {
  private static final TopicValues VALUES = new TopicValues(EmbeddedSchemaIds.inMemory());

  /** The newest of each event: its id, kind if it has one, customer and time. */
  private final Set<String> events = new TreeSet<>();

  /** Who is who: an id, and ours or the one it shares ours with. */
  private final Set<String> aliases = new TreeSet<>();

  private void pull(String source, Function<Asked, Answer> vendor) {
    pull(source, null, "", vendor);
  }

  private void pull(
      String source, @Nullable String parameter, String value, Function<Asked, Answer> vendor) {
    Mapping mapping = new MappingLoader(SampleCase.ZONE).load(source);
    Assembly assembly = new Assembly(mapping, source, VALUES);
    TreeMap<String, JsonNode> last = new TreeMap<>();
    try (StandIn standIn = new StandIn(vendor)) {
      Puller puller = new Puller(PullSpec.load(source).orElseThrow(), standIn);
      if (parameter != null) {
        puller.with(parameter, value);
      }
      for (JsonNode payload : puller.all()) {
        for (RowOutcome outcome : mapping.apply(payload, source)) {
          assertThat(outcome).isInstanceOf(RowOutcome.Mapped.class);
          RowOutcome.Mapped row = (RowOutcome.Mapped) outcome;
          for (AliasFact alias : row.aliases()) {
            AliasKey same = alias.sameAs();
            aliases.add(alias.key().id() + " is " + (same == null ? alias.to() : same.id()));
          }
          for (MappedEvent event : row.events()) {
            events.add(line(OutcomeLines.fields(event.event())));
          }
          for (InputRecord record : assembly.add(row, Puller.NOW.toEpochMilli())) {
            JsonNode event = OutcomeLines.fields(decoded(record));
            last.put(event.path("customerId") + " " + event.path("eventId"), event);
          }
        }
      }
    }
    assertThat(assembly.waiting()).isEmpty();
    last.values().stream()
        .filter(event -> !event.path("retracted").booleanValue())
        .forEach(event -> events.add(line(event)));
  }

  private static String line(JsonNode event) {
    return "%s %s %s %s"
        .formatted(
            event.path("eventId").asText(),
            event.path("kind").asText(),
            event.path("customerId").asText(),
            event.path("occurredAt").asText());
  }

  private static SpecificRecord decoded(InputRecord record) {
    return ((Decoded.Value<? extends SpecificRecord>) VALUES.decode(record.topic(), record.value()))
        .value();
  }

  @Test
  void hubSpotDealsWithTheirHistoryAndCompany() {
    pull(
        "hubspot",
        asked ->
            switch (asked.path()) {
              case "/crm/v3/objects/deals/search" ->
                  Answer.json(
                      "{'results':[{'id':'901','properties':{'hs_lastmodifieddate':'2026-03-20T10:00:00Z'}}]}");
              case "/crm/v3/objects/deals/901" -> {
                assertThat(asked.query("propertiesWithHistory"))
                    .isEqualTo("dealstage,hubspot_owner_id");
                yield Answer.json(
                    """
                    {'id':'901','updatedAt':'2026-03-20T10:00:00Z',
                     'properties':{'dealstage':'closedwon','createdate':'2026-03-01T10:00:00Z','closedate':null,
                       'amount':'10','deal_currency_code':'EUR','hubspot_owner_id':'42'},
                     'propertiesWithHistory':{'dealstage':[{'value':'closedwon','timestamp':'2026-03-10T10:00:00Z'}]},
                     'associations':{'companies':{'results':[{'id':'5','type':'deal_to_company'}]}}}
                    """);
              }
              case "/crm/v3/owners" ->
                  Answer.json("{'results':[{'id':'42','email':'Ada@Company.example'}]}");
              case "/crm/v3/objects/companies/search" ->
                  Answer.json(
                      """
                      {'results':[{'id':'5','updatedAt':'2026-03-02T08:00:00.120Z',
                        'properties':{'hs_merged_object_ids':'6;7'}}]}
                      """);
              case "/crm/v3/objects/deals" ->
                  Answer.json(
                      """
                      {'results':[{'id':'902','archived':true,'archivedAt':'2026-03-21T08:00:00Z','properties':{}}]}
                      """);
              default -> Answer.status(404);
            });

    assertThat(events)
        .containsExactly(
            "901:opened OPENED 5 2026-03-01T10:00:00Z",
            "901:won:1773136800000 WON 5 2026-03-10T10:00:00Z");
    assertThat(aliases).containsExactly("6 is 5", "7 is 5", "ada@company.example is 42");
  }

  @Test
  void gongCalls() {
    pull(
        "gong",
        "host",
        "api.gong.io",
        asked ->
            Answer.json(
                asked.path().equals("/v2/users")
                    ? "{'records':{},'users':[{'id':'7','emailAddress':'Ada@Company.example'}]}"
                    : """
                {'records':{},'calls':[{'metaData':{'id':'55','started':'2026-03-20T14:03:37-07:00','duration':60,
                   'primaryUserId':'7','scope':'External'},
                 'context':[{'system':'Salesforce','objects':[{'objectType':'Account','objectId':'001A'}]}],
                 'parties':[{'userId':'7','emailAddress':'ada@company.example','affiliation':'Internal'}]}]}
                """));

    assertThat(events).containsExactly("55  001A 2026-03-20T21:03:37Z");
    assertThat(aliases).containsExactly("7 is ada@company.example");
  }

  @Test
  void surveyMonkeyResponses() {
    pull(
        "surveymonkey",
        "survey",
        "31",
        asked -> {
          assertThat(asked.path()).isEqualTo("/v3/surveys/31/responses/bulk");
          return Answer.json(
              """
              {'data':[{'id':'1','response_status':'completed','date_created':'2026-03-10T08:00:00+00:00',
                'date_modified':'2026-03-10T08:01:00+00:00','custom_variables':{'customer_id':'C-7'},'pages':[]}],
               'links':{}}
              """);
        });

    assertThat(events).containsExactly("1 PURCHASE C-7 2026-03-10T08:00:00Z");
  }

  @Test
  void aCallbackOfSurveyMonkeyIsCompletedWithItsResponse() throws Exception {
    JsonNode callback =
        json(
            "{'event_type':'response_completed','object_type':'response','object_id':'9','resources':{'survey_id':'31'}}");
    try (StandIn vendor =
        new StandIn(asked -> Answer.json("{'id':'9','path':'%s'}".formatted(asked.path())))) {
      Puller puller =
          new Puller(PullSpec.load("surveymonkey").orElseThrow(), vendor).with("survey", "31");

      JsonNode response = puller.fetch().fetch(callback);

      assertThat(response.path("path").asText()).isEqualTo("/v3/surveys/31/responses/9/details");
      assertThat(vendor.asked().get(0).query()).containsEntry("simple", "true");
    }
  }

  @Test
  void shopifyOrders() {
    pull(
        "shopify",
        "shop",
        "acme",
        asked ->
            Answer.json(
                """
                {'orders':[{'id':820982911946154508,'created_at':'2026-03-10T11:00:00-05:00',
                  'updated_at':'2026-03-20T11:00:00-05:00','total_price':'9.99','currency':'USD','customer':{'id':7},
                  'line_items':[{}],'refunds':[{'id':3,'created_at':'2026-03-20T11:00:00-05:00','order_id':820982911946154508,
                   'transactions':[{'kind':'refund','status':'success','amount':'9.99','currency':'USD'}]}]}]}
                """));

    assertThat(events)
        .containsExactly(
            "820982911946154508:won WON 7 2026-03-10T16:00:00Z",
            "refund:3 REFUNDED 7 2026-03-20T16:00:00Z");
  }

  @Test
  void salesforceOpportunitiesAndTheirStages() {
    pull(
        "salesforce",
        "domain",
        "acme.my.salesforce.com",
        asked -> {
          if (asked.path().endsWith("/token")) {
            return Answer.json("{'access_token':'T'}");
          }
          if (asked.query("q").contains("Id > '00") && !asked.query("q").contains("000000'")) {
            return Answer.json("{'records':[]}");
          }
          return asked.query("q").contains("OpportunityHistory")
              ? Answer.json(
                  """
                  {'records':[{'attributes':{'type':'x'},'Id':'008A','OpportunityId':'006A','StageName':'Closed Won',
                    'CreatedDate':'2026-03-10T10:00:00.000+0000'}]}
                  """)
              : Answer.json(
                  """
                  {'records':[{'attributes':{'type':'x'},'Id':'006A','AccountId':'001A','StageName':'Closed Won','Amount':null,
                    'CloseDate':'2026-03-08','OwnerId':'005A','CreatedDate':'2026-03-01T10:00:00.000+0000',
                    'SystemModstamp':'2026-03-20T10:00:00.000+0000','IsDeleted':false},
                   {'attributes':{'type':'x'},'Id':'006B','AccountId':'001A','StageName':'Closed Won','Amount':null,
                    'CloseDate':'2026-03-08','OwnerId':'005A','CreatedDate':'2026-03-01T10:00:00.000+0000',
                    'SystemModstamp':'2026-03-20T10:00:00.000+0000','IsDeleted':true}]}
                  """);
        });

    assertThat(events)
        .containsExactly(
            "006A:opened OPENED 001A 2026-03-01T10:00:00Z",
            "006A:won:1773136800000 WON 001A 2026-03-07T23:00:00Z");
  }

  @Test
  void stripeObjectsAsTheyAreNow() {
    pull(
        "stripe",
        asked ->
            Answer.json(
                switch (asked.path()) {
                  case "/v1/checkout/sessions" ->
                      "{'data':[{'id':'cs_1','object':'checkout.session','mode':'payment','payment_status':'paid','amount_total':900,'currency':'eur','customer':'cus_9','payment_intent':'pi_1','created':1773136800,'livemode':true}]}";
                  case "/v1/charges" ->
                      "{'data':[{'id':'ch_1','object':'charge','amount_refunded':500,'currency':'eur','customer':'cus_9','payment_intent':'pi_1','created':1773136800,'livemode':true}]}";
                  case "/v1/refunds" ->
                      "{'data':[{'id':'re_1','object':'refund','charge':'ch_1','amount':500,'currency':'eur','status':'succeeded','created':1773309600}]}";
                  case "/v1/invoice_payments" ->
                      "{'data':[{'id':'inpay_1','object':'invoice_payment','invoice':'in_1','payment':{'type':'payment_intent','payment_intent':'pi_2'},'created':1773136800,'livemode':true}]}";
                  case "/v1/events" -> {
                    assertThat(asked.query("types[]")).contains("customer.subscription.deleted");
                    yield "{'data':[{'id':'evt_1','object':'event','type':'charge.dispute.created','created':1773400000,'livemode':true,'data':{'object':{'id':'du_1','object':'dispute','charge':'ch_1','amount':400,'currency':'eur','status':'needs_response','reason':'fraudulent','created':1773400000,'livemode':true}}}]}";
                  }
                  default -> "{'data':[]}";
                }));

    assertThat(events)
        .containsExactly(
            "cs_1:won WON cus_9 2026-03-10T10:00:00Z",
            "du_1 CHARGED_BACK cus_9 2026-03-13T11:06:40Z",
            "re_1 REFUNDED cus_9 2026-03-12T10:00:00Z");
    assertThat(aliases).containsExactly("pi_2 is in_1");
  }

  private static JsonNode json(String text) throws IOException {
    return Mapping.payload(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
