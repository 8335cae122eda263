package io.weir.application.action;

import static io.weir.application.Actions.children;
import static io.weir.application.Actions.output;
import static io.weir.application.Actions.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Choice;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionOutput.Style;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.RowSource;
import io.weir.domain.action.TextTemplate;
import io.weir.domain.action.TextTemplate.Part;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldPath;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs that are made of what the steps found. */
class ComputedOutputsTest extends ActionRuns {
    private static final MemberName CONTACT = new MemberName("contact");
    private static final MemberName ACCOUNT = new MemberName("account");
    private static final OutputValue BLANK = new OutputValue.Blank();
    private static final String RECORD = "https://weir.my.salesforce.com/lightning/r/";

    private static Actions.Builder lookup() {
        return new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("contact", "Contact")
                        .select("Id", "Name", "Email", "Tier__c", "Active__c", "Score__c", "CreatedDate", "Birthdate")
                        .blank("Phone", "IN", "phone")
                        .onNone(OnNone.GO_ON))
                .step(step("account", "Account")
                        .select("Id", "Name")
                        .blank("Name", "IN", "phone")
                        .when("contact", false)
                        .onNone(OnNone.GO_ON))
                .firstOf("contact", "account")
                .keeping(Duration.ZERO);
    }

    private @Nullable OutputValue answered(Source source, Row... contacts) {
        org.forget();
        org.with("Contact", contacts).with("Account", row("Id", "001000000000001AAA", "Name", "Engines & Co"));
        var answer = answer(
                lookup().output(output("o", source, ActionOutput.Type.STRING)).built(), ADA);
        assertThat(answer.verdict()).isEqualTo(Verdict.FOUND);
        return value(answer, "o");
    }

    @Test
    void theFirstValueThereIsStandsForAllOthers() {
        var source =
                new Source.FirstOf(List.of(field(CONTACT, "Email"), field(CONTACT, "Name"), field(ACCOUNT, "Name")));

        assertThat(answered(source, ada)).isEqualTo(text("Ada Byron"));
        assertThat(answered(source, row("Id", ID, "Email", "ada@example.com", "Name", "Ada")))
                .isEqualTo(text("ada@example.com"));
        assertThat(answered(source)).isEqualTo(text("Engines & Co"));
    }

    @Test
    void aTemplateTellsWhichStepAnsweredAndLinksItsRecord() {
        var matched = template(new Part.Matched());
        var url = template(new Part.RecordUrl(List.of(CONTACT, ACCOUNT)));

        assertThat(answered(matched, ada)).isEqualTo(text("contact"));
        assertThat(answered(matched)).isEqualTo(text("account"));
        assertThat(answered(url, ada)).isEqualTo(text(RECORD + "Contact/" + ID + "/view"));
        assertThat(answered(url)).isEqualTo(text(RECORD + "Account/001000000000001AAA/view"));
    }

    @Test
    void valuesAreEncodedInAUrlOnly() {
        var name = new Part.Value(field(ACCOUNT, "Name"));

        assertThat(answered(template(new Part.Literal("This is "), name))).isEqualTo(text("This is Engines & Co"));
        assertThat(answered(template(new Part.Literal("https://crm.example.com/?name="), name)))
                .isEqualTo(text("https://crm.example.com/?name=Engines%20%26%20Co"));
        assertThat(answered(template(
                        new Part.Literal("https://crm.example.com/?back="), new Part.RecordUrl(List.of(ACCOUNT)))))
                .isEqualTo(text("https://crm.example.com/?back=https%3A%2F%2Fweir.my.salesforce.com%2Flightning%2Fr%2F"
                        + "Account%2F001000000000001AAA%2Fview"));
    }

    @Property
    void noValueLeavesItsPlaceInAUrl(@ForAll @StringLength(min = 1, max = 40) String value) {
        String text = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        var source = template(
                new Part.Literal("https://h/"), new Part.Value(field(CONTACT, "Name")), new Part.Literal("?x"));

        assertThat(answered(source, row("Id", ID, "Name", text)))
                .isInstanceOfSatisfying(OutputValue.Text.class, url -> {
                    String middle = url.text()
                            .substring("https://h/".length(), url.text().length() - 2);
                    assertThat(middle).matches("[A-Za-z0-9._*%-]+");
                    assertThat(URLDecoder.decode(middle, StandardCharsets.UTF_8))
                            .isEqualTo(text);
                });
    }

    @Test
    void aTemplateWithoutOneOfItsValuesIsAbsent() {
        var source = template(new Part.Literal("Hello "), new Part.Value(field(CONTACT, "Name")));

        assertThat(answered(source, row("Id", ID, "Name", null))).isEqualTo(BLANK);
        assertThat(answered(source)).isEqualTo(BLANK);
    }

    @Test
    void theRowsOfAListHaveTheirOwnLinks() {
        var cases = new RowSource.Step(new MemberName("cases"));
        var url =
                output("url", template(new Part.RecordUrl(List.of(new MemberName("cases")))), ActionOutput.Type.STRING);
        org.with("Contact", ada)
                .with("Case", row("Id", "500000000000001AAA", "Subject", "a"), row("Id", "500000000000002AAA"));
        var action = Actions.withCases().list("c", cases, 2, url).built();

        assertThat(answer(action, ADA).lists().get(1).rows())
                .containsExactly(
                        List.of(text(RECORD + "Case/500000000000001AAA/view")),
                        List.of(text(RECORD + "Case/500000000000002AAA/view")));
    }

    @Test
    void childrenAreLinkedAsTheObjectsThatSalesforceSaysTheyAre() {
        var row = row("attributes", row("type", "Case"), "Id", "500000000000001AAA");

        assertThat(StepResults.recordPath(row, "")).hasValue("/lightning/r/Case/500000000000001AAA/view");
        assertThat(StepResults.recordPath(row("Id", "500000000000001AAA"), "")).isEmpty();
        assertThat(children("contact", "Cases").step()).isEqualTo(CONTACT);
    }

    @ParameterizedTest
    @CsvSource({"Gold, vip", "Bronze, other", "'', blank"})
    void aMapTranslatesWhatIsThere(String tier, String expected) {
        assertThat(mapped(Map.of("Gold", text("vip"), "*", text("other")), tier))
                .isEqualTo(expected.equals("blank") ? BLANK : text(expected));
    }

    @Test
    void aMapMaySayWhatNothingMeansAndNeedNotKnowEverything() {
        assertThat(mapped(Map.of("", text("none")), "")).isEqualTo(text("none"));
        assertThat(mapped(Map.of("Gold", text("vip")), "gold")).isEqualTo(BLANK);
    }

    private @Nullable OutputValue mapped(Map<String, OutputValue> map, String tier) {
        return OutputReading.of(styled(Style.DEFAULT, Format.PLAIN, map), tier);
    }

    @Test
    void theFirstCaseThatAppliesDecides() {
        var source = new Source.Chosen(
                List.of(
                        choice("Active__c", "=", "blocked", new Input.Bool(false)),
                        choice("Tier__c", "IN", "vip", new Input.Text("Gold"), new Input.Text("Platinum")),
                        choice("Score__c", ">=", "good", new Input.Numeric(new BigDecimal(90)))),
                Optional.of(text("standard")));

        assertThat(answered(source, row("Id", ID, "Active__c", false, "Tier__c", "Gold")))
                .isEqualTo(text("blocked"));
        assertThat(answered(source, row("Id", ID, "Active__c", true, "Tier__c", "gold")))
                .isEqualTo(text("vip"));
        assertThat(answered(source, row("Id", ID, "Active__c", true, "Score__c", new BigDecimal("90.00"))))
                .isEqualTo(text("good"));
        assertThat(answered(source, row("Id", ID, "Active__c", true, "Score__c", 9L)))
                .isEqualTo(text("standard"));
        assertThat(answered(source)).isEqualTo(text("standard"));
    }

    @ParameterizedTest
    @CsvSource({
        "Name, =, ADA, true",
        "Name, !=, ada, false",
        "Name, <, Bob, true",
        "Name, is_null, , false",
        "Email, is_null, , true",
        "Email, =, x, false",
        "Email, !=, x, true",
        "Email, NOT IN, x, true",
        "Email, <, x, false",
        "Score__c, =, 7.50, true",
        "Score__c, <, 10, true",
        "Score__c, >, many, false",
        "Score__c, !=, many, true",
        "Active__c, =, 1, true",
        "Active__c, <, true, false",
        "Birthdate, <, 1990-01-01, true",
        "CreatedDate, =, 2026-01-31, true",
        "CreatedDate, >=, 2026-02-01, false",
        "CreatedDate, >, 2026-02-01T04:00:00Z, true",
        "Id, =, 003000000000001, true"
    })
    void valuesAreComparedByWhatTheyAre(String field, String operator, @Nullable String value, boolean passes) {
        schema = SchemaCatalog.NONE;
        var test =
                value == null ? choice(field, operator, "yes") : choice(field, operator, "yes", new Input.Text(value));
        var contact = row(
                "Id",
                ID,
                "Name",
                "Ada",
                "Score__c",
                new BigDecimal("7.5"),
                "Active__c",
                true,
                "Birthdate",
                "1815-12-10",
                "CreatedDate",
                "2026-02-01T04:30:00.000+0000");
        org.with("Contact", contact);
        var style = new Style(ZoneId.of("America/New_York"), Locale.US, OptionalInt.empty(), Optional.empty());
        var source = new Source.Chosen(List.of(test), Optional.of(text("no")));
        var output = new ActionOutput(
                new MemberName("o"),
                source,
                Map.of(),
                ActionOutput.Type.STRING,
                Format.PLAIN,
                style,
                Optional.empty(),
                "");

        assertThat(value(answer(lookup().output(output).built(), ADA), "o")).isEqualTo(text(passes ? "yes" : "no"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SPOKEN_DATE | en-US | 2026-02-01T04:30:00.000+0000 | January 31, 2026",
                "SPOKEN_DATE | es | 2026-02-01T04:30:00.000+0000 | 31 de enero de 2026",
                "SPOKEN_DATE | es | 2026-02-01 | 1 de febrero de 2026",
                "SPOKEN_TIME | en-US | 2026-02-01T04:30:00.000+0000 | 11:30 PM",
                "SPOKEN_TIME | de | 2026-02-01T04:30:00.000+0000 | 23:30",
                "SPOKEN_TIME | de | 09:15:00.000Z | 09:15",
                "SPOKEN_DATETIME | en-US | 2026-02-01T04:30:00.000+0000 | January 31, 2026, 11:30 PM",
                "SPOKEN_DATETIME | en-US | 2026-02-01 | February 1, 2026",
                "NUMBER | en-US | 1234567.5 | 1,234,567.5",
                "NUMBER | de | 1234567.50 | 1.234.567,5",
                "NUMBER | fr | 1234567 | 1 234 567",
                "NUMBER | en-US | many | many",
                "MONEY | en-US | 1234.5 | $1,234.50",
                "MONEY | en-US | -0.005 | -$0.01",
                "MONEY | es | 1234567.5 | 1.234.567,50 US$",
                "DIGITS | en-US | (415) 555-01 | 4 1 5 5 5 5 0 1",
                "DIGITS | en-US | ACC-10 | A C C 1 0"
            })
    void formatsWriteForPeopleInTheirZoneAndLanguage(Format format, String language, String raw, String expected) {
        var style = new Style(
                ZoneId.of("America/New_York"),
                Locale.forLanguageTag(language),
                OptionalInt.empty(),
                Optional.of(Currency.getInstance("USD")));

        assertThat(OutputReading.of(styled(style, format, Map.of()), raw)).isEqualTo(text(expected));
    }

    @Test
    void decimalsAreRoundedHalfUp() {
        var style = new Style(ZoneId.of("UTC"), Locale.US, OptionalInt.of(1), Optional.empty());

        assertThat(OutputReading.of(styled(style, Format.NUMBER, Map.of()), new BigDecimal("0.25")))
                .isEqualTo(text("0.3"));
        assertThat(OutputReading.of(styled(style, Format.NUMBER, Map.of()), 7L)).isEqualTo(text("7.0"));
    }

    @Property
    void aNegativeOutcomeHasNoValueButTheDefault(
            @ForAll @AlphaChars @StringLength(max = 5) String constant, @ForAll int many) {
        org.forget();
        if (many % 2 == 0) {
            org.with("Contact", ada, row("Id", ID, "Name", "Eva"));
        }
        var standard = Optional.<OutputValue>of(text("default"));
        var action = lookup().output(output("constant", new Source.Constant(text(constant)), ActionOutput.Type.STRING))
                .output(output("matched", template(new Part.Matched()), ActionOutput.Type.STRING))
                .output(output("url", template(new Part.RecordUrl(List.of(CONTACT))), ActionOutput.Type.STRING))
                .output(output(
                        "case", new Source.Chosen(List.of(), Optional.of(text(constant))), ActionOutput.Type.STRING))
                .output(output("first", new Source.FirstOf(List.of(field(CONTACT, "Name"))), ActionOutput.Type.STRING))
                .output(new ActionOutput(
                        new MemberName("standard"),
                        new Source.Constant(text(constant)),
                        ActionOutput.Type.STRING,
                        Format.PLAIN,
                        standard,
                        ""))
                .built();

        var answer = answer(action, ADA);

        assertThat(answer.verdict()).isIn(Verdict.NOT_FOUND, Verdict.MULTIPLE);
        assertThat(value(answer, "standard")).isEqualTo(text("default"));
        assertThat(answer.outputs().values().stream().filter(value -> !value.equals(text("default"))))
                .containsOnly(BLANK)
                .hasSize(5);
    }

    @Test
    void aCaseThatTheOrgCannotCompareIsUnsuitable() {
        var source = new Source.Chosen(
                List.of(
                        choice("Active__c", "<", "x", new Input.Bool(true)),
                        choice("Birthdate", "=", "x", new Input.Text("TODAY")),
                        choice("Score__c", "=", "x", new Input.Text("many")),
                        choice("CreatedDate", "=", "x", new Input.Text("2026-01-31"))),
                Optional.empty());

        assertThat(problems(
                        lookup().output(output("o", source, ActionOutput.Type.STRING))
                                .built(),
                        ADA))
                .containsExactly(
                        "! /outputs/o/case/0/if: Active__c is of type boolean in the org, which is not compared with <",
                        "! /outputs/o/case/1/if: a case compares with a date, not with a date literal; ask in a"
                                + " query's where",
                        "! /outputs/o/case/2/if: Score__c is of type double in the org; expected a number of at most"
                                + " 64 digits, such as 1234.50");
    }

    @Test
    void aPicklistsValuesHaveTheLabelsOfTheOrg() {
        org.with("Contact", row("Id", ID, "Tier__c", "Gold", "Interests__c", "Golf;Sailing"))
                .with("Case", row("Id", "500000000000001AAA", "Status", "New"));
        var cases = new MemberName("cases");
        var action = new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("contact", "Contact")
                        .select("Id", "Tier__c", "Interests__c")
                        .blank("Phone", "IN", "phone"))
                .step(step("cases", "Case").select("Status").blank("Subject", "IN", "phone"))
                .output(labelled("tier", field(CONTACT, "tier__c")))
                .output(labelled("interests", new Source.FirstOf(List.of(field(CONTACT, "Interests__c")))))
                .list("r", new RowSource.Step(cases), 1, labelled("status", field(cases, "Status")))
                .built();

        var answer = answer(action, ADA);

        assertThat(value(answer, "tier")).isEqualTo(text("Key account"));
        assertThat(value(answer, "interests")).isEqualTo(text("Golfing; Sailing"));
        assertThat(answer.lists().getFirst().rows()).containsExactly(List.of(text("Just opened")));
    }

    @Test
    void onlyPicklistsHaveLabels() {
        assertThat(problems(
                        lookup().output(labelled("o", field(CONTACT, "Name"))).built(), ADA))
                .containsExactly(
                        "! /outputs/o: Name is of type string in the org; only the values of a picklist have labels");
    }

    private static ActionOutput labelled(String key, Source source) {
        return output(key, source, ActionOutput.Type.STRING, Format.LABEL);
    }

    private static ActionOutput styled(Style style, Format format, Map<String, OutputValue> map) {
        return new ActionOutput(
                new MemberName("o"),
                field(CONTACT, "Name"),
                map,
                ActionOutput.Type.STRING,
                format,
                style,
                Optional.empty(),
                "");
    }

    private static Choice choice(String field, String operator, String then, Input... values) {
        return new Choice(
                List.of(new ActionOutput.Test(
                        field(CONTACT, field), ConditionOperator.named(operator).orElseThrow(), List.of(values))),
                true,
                text(then));
    }

    private static Source.Field field(MemberName step, String path) {
        return new Source.Field(step, FieldPath.parse(path));
    }

    private static Source template(Part... parts) {
        return new Source.Written(new TextTemplate(List.of(parts)));
    }

    private static OutputValue text(String text) {
        return new OutputValue.Text(text);
    }
}
