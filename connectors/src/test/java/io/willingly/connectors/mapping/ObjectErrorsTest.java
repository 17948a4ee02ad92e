package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in what a mapping says of objects and of who is who. */
class ObjectErrorsTest {
  private static final String GOOD =
      """
      version: 1
      inputs:
        changes: {format: json}
      objects:
        - name: deal
          id: "{deal}"
          at: {from: at, format: epoch_ms}
          set: '{"stage": .stage}'
          complete: .all
      aliases:
        - {kind: customer, when: '.company', id: "{company}", to: "{customer}", at: {from: told, format: epoch_ms}}
      events:
        - name: won
          from: deal
          family: deal
          fields:
            eventId: "{_id}:won"
            kind: WON
            occurredAt: {from: /_at/stage, format: epoch_ms}
            dealId: "{_id}"
            customerId: {from: company, alias: customer, namespace: shared}
      """;

  private static Mapping parse(String text) {
    return new MappingLoader(ZoneOffset.UTC).parse("crm", text);
  }

  @Test
  void theMappingAllCasesSpoilIsGood() {
    assertThat(parse(GOOD).assembles()).isTrue();
    assertThat(parse(GOOD).history("deal")).containsExactly("stage");
    assertThat(parse(GOOD).text()).isEqualTo(GOOD);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      - name: deal                    | - name: changes          | 'changes' is the name of an input or view already
      - name: deal                    | - name: Deal             | type of an object is lower case
      id: "{deal}"                    | ids: "{deal}"            | unknown setting 'ids'; did you mean 'id'?
      set: '{"stage": .stage}'        | set: '{"stage" .stage}'  | expression is not valid JSLT
      set: '{"stage": .stage}'        | history: [stage]         | deal: give 'set:' (its properties) or 'deleted:'
      set: '{"stage": .stage}'        | deleted: .gone           | deal: 'complete:' is of 'set:', which is missing; add it
      complete: .all                  | complete: .all ==        | expression is not valid JSLT
      kind: customer, when            | kind: client, when       | an alias is of a customer, rep or deal, not of 'client'
      , to: "{customer}"              | ''                       | either 'to:' (our id) or 'same-as:'
      to: "{customer}"                | to: "{c}", since: at     | unknown setting 'since'
      to: "{customer}"                | to: "{c}", same-as: "{d}" | either 'to:' (our id) or 'same-as:'
      eventId: "{_id}:won"            | recurring: "true"        | won: give 'eventId:', such as "{_id}:won"
      alias: customer                 | alias: company           | an alias is of a customer, rep or deal, not of 'company'
      namespace: shared               | namespace: a b           | is no namespace such as email
      alias: customer, namespace      | namespace                | 'namespace:' is of an alias
      from: deal                      | from: changes            | let the rule read one of 'objects:'
      """)
  void aMistakeIsSaidWhereItIs(String good, String bad, String message) {
    String spoilt = GOOD.replace(good, bad);
    assertThat(spoilt).isNotEqualTo(GOOD);

    assertThatThrownBy(() -> parse(spoilt))
        .isInstanceOf(MappingException.class)
        .hasMessageStartingWith("crm/mapping.yaml:")
        .hasMessageContaining(message);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      {"at": 1}                          | deal.id is required, and 'deal' is missing
      {"deal": "1", "at": "soon"}        | deal.at from 'at': 'soon' is not a number
      {"company": true, "customer": "C", "told": "soon", "deal": "1"} | alias of a customer at from 'told': 'soon' is not a number
      {"deal": "1", "all": true}         | deal.complete must give how names of properties begin, or null, gave true
      {"company": 1, "deal": 1}          | alias of a customer.when: 'when' must give true or false, gave 1
      """)
  void aRowThatTellsNothingOfUseIsRejected(String row, String message) throws IOException {
    RowOutcome outcome = parse(GOOD).apply(new ObjectMapper().readTree(row), "crm").get(0);

    assertThat(outcome).isInstanceOf(RowOutcome.Rejected.class);
    assertThat(((RowOutcome.Rejected) outcome).message()).contains(message);
  }
}
