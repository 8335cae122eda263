package io.weir.adapter.in.http.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.openapi.ActionSchemas;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.AmountCurrency;
import io.weir.domain.action.ActionOutput.Choice;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.TextTemplate;
import io.weir.domain.action.TextTemplate.Part;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.schema.FieldPath;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the outputs of a declaration mean that are more than a field. */
class OutputReaderTest {
    private static final MemberName CONTACT = new MemberName("contact");
    private static final MemberName LEAD = new MemberName("lead");

    private final DataAction action = ActionReaderTest.read("computed", """
        name: computed
        version: 1
        description: Who is calling?
        zone: America/New_York
        language: es
        inputs:
          phone: {type: phone, region: US, required: true}
        first_of: [contact, lead]
        steps:
          contact:
            query:
              object_name: Contact
              fields: [Id, Name, VIP__c, CreatedDate, Account.Name]
              filters: {Phone: {op: IN, val: "{phone}"}}
          lead:
            query:
              object_name: Lead
              fields: [Id, Name, Spend__c, CurrencyIsoCode]
              filters: {Phone: {op: IN, val: "{phone}"}}
          cases:
            when: {contact: found}
            query:
              object_name: Case
              fields: [Id, CaseNumber]
              filters: {ContactId: {op: "=", val: "{contact.Id}"}}
              order_by: [CaseNumber]
        outputs:
          plain: Name
          name: {first: [contact.Name, lead.Name, Account.Name]}
          greeting: {value: "Hello {}"}
          limit: {value: 3}
          url: "{recordUrl}"
          leadUrl: {template: "{lead.recordUrl}?by={matched}", default: none}
          verdict:
            case:
              - {if: {field: VIP__c, op: "=", val: true}, then: vip}
              - if: {any: [{field: lead.Spend__c, op: ">", val: 100}, {field: Account.Name, op: IN, val: [A, B]}]}
                then: good
              - {else: standard}
          tier: {path: Name, map: {Gold: 1, "*": 2, "": 3}}
          open: {exists: cases, map: {true: "yes", false: "no"}, default: unknown}
          since: {path: CreatedDate, format: spoken_date, language: fr-CA}
          spend: {step: lead, path: Spend__c, format: money, currency: EUR, decimals: 0}
          spoken: "Since {CreatedDate:spoken_date}, at { contact.CreatedDate : spoken_time }"
          owed: {template: "{lead.Spend__c:money}", currency: "{ lead.CurrencyIsoCode }", language: en-US}
        lists:
          r:
            from: cases
            outputs:
              url: "{recordUrl}"
              title: "Case {CaseNumber} of {cases.Id}"
        """);

    @Test
    void aTextWithoutBracesIsAPath() {
        assertThat(source("plain")).isEqualTo(field(CONTACT, "Name"));
    }

    @Test
    void theFirstOfSeveralNamesFieldsOfAnyStep() {
        assertThat(source("name"))
                .isEqualTo(new Source.FirstOf(
                        List.of(field(CONTACT, "Name"), field(LEAD, "Name"), field(CONTACT, "Account.Name"))));
    }

    @Test
    void aConstantHasItsOwnType() {
        assertThat(source("greeting")).isEqualTo(new Source.Constant(text("Hello {}")));
        assertThat(output("limit").type()).isEqualTo(ActionOutput.Type.INTEGER);
        assertThat(source("limit")).isEqualTo(new Source.Constant(number(3)));
    }

    @Test
    void aTextWithBracesIsATemplate() {
        assertThat(parts("url")).containsExactly(new Part.RecordUrl(List.of(CONTACT, LEAD)));
        assertThat(parts("leadUrl"))
                .containsExactly(new Part.RecordUrl(List.of(LEAD)), new Part.Literal("?by="), new Part.Matched());
    }

    @Test
    void aCaseHasChoicesInTheirOrder() {
        var vip =
                new ActionOutput.Test(field(CONTACT, "VIP__c"), ConditionOperator.EQUAL, List.of(new Input.Bool(true)));
        var spends = new ActionOutput.Test(
                field(LEAD, "Spend__c"), ConditionOperator.GREATER, List.of(new Input.Numeric(new BigDecimal(100))));
        var known = new ActionOutput.Test(
                field(CONTACT, "Account.Name"),
                ConditionOperator.IN,
                List.of(new Input.Text("A"), new Input.Text("B")));
        assertThat(source("verdict"))
                .isEqualTo(new Source.Chosen(
                        List.of(
                                new Choice(List.of(vip), true, text("vip")),
                                new Choice(List.of(spends, known), false, text("good"))),
                        Optional.of(text("standard"))));
    }

    @Test
    void aMapHasTheTypeOfItsValues() {
        assertThat(output("tier").type()).isEqualTo(ActionOutput.Type.INTEGER);
        assertThat(output("tier").map()).isEqualTo(Map.of("Gold", number(1), "*", number(2), "", number(3)));
        assertThat(output("open").map()).isEqualTo(Map.of("true", text("yes"), "false", text("no")));
        assertThat(output("open").type()).isEqualTo(ActionOutput.Type.STRING);
    }

    @Test
    void zoneAndLanguageAreThoseOfTheActionUnlessAnOutputSaysOtherwise() {
        var zone = ZoneId.of("America/New_York");
        assertThat(output("since").style())
                .isEqualTo(new ActionOutput.Style(zone, Locale.CANADA_FRENCH, OptionalInt.empty(), Optional.empty()));
        assertThat(output("spend").style())
                .isEqualTo(new ActionOutput.Style(
                        zone,
                        Locale.of("es"),
                        OptionalInt.of(0),
                        Optional.of(new AmountCurrency.Always(Currency.getInstance("EUR")))));
    }

    @Test
    void theDaysOfQueriesAreInTheZoneOfTheAction() {
        assertThat(action.steps())
                .extracting(step -> step.queries().getFirst().zone())
                .containsOnly(ZoneId.of("America/New_York"));
    }

    @Test
    void aTemplateWritesValuesInFormats() {
        var created = field(CONTACT, "CreatedDate");
        assertThat(parts("spoken"))
                .containsExactly(
                        new Part.Literal("Since "),
                        new Part.Value(created, Format.SPOKEN_DATE),
                        new Part.Literal(", at "),
                        new Part.Value(created, Format.SPOKEN_TIME));
        assertThat(output("spoken").style().language()).isEqualTo(Locale.of("es"));
    }

    @Test
    void aCurrencyMayBeThatOfARecord() {
        var owed = output("owed");
        assertThat(parts("owed")).containsExactly(new Part.Value(field(LEAD, "Spend__c"), Format.MONEY));
        assertThat(owed.style().currency()).contains(new AmountCurrency.OfField(field(LEAD, "CurrencyIsoCode")));
        assertThat(owed.style().language()).isEqualTo(Locale.US);
        assertThat(owed.fields()).containsExactly(field(LEAD, "Spend__c"), field(LEAD, "CurrencyIsoCode"));
    }

    @Test
    void theTemplatesOfAListSpeakOfItsRows() {
        var cases = new MemberName("cases");
        var outputs = action.lists().getFirst().outputs();
        assertThat(outputs.getFirst().source().fields()).containsExactly(field(cases, "Id"));
        assertThat(outputs.getLast().source().fields()).containsExactly(field(cases, "CaseNumber"), field(cases, "Id"));
    }

    @Test
    void theSchemaOfAnAnswerTellsTheTextsThatAreDeclared() {
        String schema = ActionSchemas.answerSchema(action, Profile.JSON).replaceAll("\\s+", "");

        assertThat(schema)
                .contains("\"verdict\":{\"type\":\"string\",\"enum\":[\"vip\",\"good\",\"standard\",\"\"]}")
                .contains("\"open\":{\"type\":\"string\",\"enum\":[\"no\",\"yes\",\"unknown\"]}")
                .contains("\"url\":{\"type\":\"string\"}")
                .contains("\"tier\":{\"type\":[\"integer\",\"null\"]}");
    }

    private ActionOutput output(String key) {
        return action.outputs().stream()
                .filter(output -> output.key().value().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private Source source(String key) {
        return output(key).source();
    }

    private List<Part> parts(String key) {
        return source(key) instanceof Source.Written(TextTemplate(var parts)) ? parts : List.of();
    }

    private static Source.Field field(MemberName step, String path) {
        return new Source.Field(step, FieldPath.parse(path));
    }

    private static OutputValue text(String text) {
        return new OutputValue.Text(text);
    }

    private static OutputValue number(int number) {
        return new OutputValue.Numeric(new BigDecimal(number));
    }
}
