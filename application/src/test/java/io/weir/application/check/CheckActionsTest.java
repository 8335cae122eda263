package io.weir.application.check;

import static io.weir.application.Actions.callerLookup;
import static io.weir.application.Actions.declared;
import static io.weir.application.Actions.step;
import static io.weir.application.Actions.withCases;
import static io.weir.application.Drafts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weir.application.Actions;
import io.weir.application.Drafts;
import io.weir.application.FakeSchema;
import io.weir.application.check.CheckActions.Suitability;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.Reference;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which actions suit an org, found out without a query. */
class CheckActionsTest {
    private static final OutputValue VIP = new OutputValue.Text("vip");

    private static Suitability check(SchemaCatalog schema, DataAction action) {
        return new CheckActions(schema).check(action, new Deadline(Instant.MAX));
    }

    private static Suitability check(DataAction action) {
        return check(FakeSchema.contactCentre(), action);
    }

    private static DataAction asking(InputType type, String field, String operator) {
        return new Actions.Builder()
                .input("x", type)
                .step(step("record", "Contact").select("Id").blank(field, operator, "x"))
                .built();
    }

    private static DataAction asking(DeclaredInput input, String field, String operator) {
        return new Actions.Builder()
                .input(input)
                .step(step("record", "Contact").select("Id").blank(field, operator, "x"))
                .built();
    }

    private static InputType one(FieldType type) {
        return new InputType.Scalar(type);
    }

    private static InputType several(FieldType type) {
        return new InputType.Several(type);
    }

    private static DeclaredInput x(FieldType type, Optional<Input> defaultValue, String... allowed) {
        return new DeclaredInput(
                new MemberName("x"),
                one(type),
                "",
                defaultValue.isEmpty(),
                defaultValue,
                Optional.empty(),
                40,
                List.of(allowed),
                false);
    }

    static List<DataAction> suitable() {
        return List.of(
                callerLookup().built(),
                withCases().built(),
                asking(one(FieldType.STRING), "Name", "="),
                asking(one(FieldType.STRING), "Email", "LIKE"),
                asking(one(FieldType.STRING), "AccountId", "="),
                asking(one(FieldType.STRING), "Active__c", "="),
                asking(one(FieldType.STRING), "Birthdate", ">"),
                asking(one(FieldType.STRING), "CreatedDate", "<"),
                asking(one(FieldType.STRING), "Visits__c", "IN"),
                asking(one(FieldType.STRING), "Tier__c", "="),
                asking(several(FieldType.STRING), "Tier__c", "IN"),
                asking(several(FieldType.STRING), "Interests__c", "INCLUDES"),
                asking(several(FieldType.ID), "Id", "IN"),
                asking(one(FieldType.INT), "Visits__c", ">="),
                asking(one(FieldType.DOUBLE), "Score__c", "="),
                asking(one(FieldType.CURRENCY), "Spend__c", "="),
                asking(one(FieldType.DATE), "CreatedDate", "="),
                asking(one(FieldType.BOOLEAN), "Active__c", "="),
                asking(new InputType.Phone("US"), "Phone", "IN"),
                asking(x(FieldType.STRING, Optional.of(text("Gold"))), "Tier__c", "="),
                asking(x(FieldType.STRING, Optional.empty(), "Gold", "Silver"), "Tier__c", "="),
                asking(x(FieldType.STRING, Optional.of(text("a|b"))), "Name", "="),
                callerLookup()
                        .step(step("more", "Contact")
                                .select("Id")
                                .blank("Visits__c", "=", new Reference.OfStep(Actions.RECORD, FieldPath.parse("Name"))))
                        .built());
    }

    @ParameterizedTest
    @MethodSource("suitable")
    void letsPassWhatSomeCallerCouldBeAnswered(DataAction action) {
        assertThat(check(action)).isEqualTo(new Suitability.Suitable(List.of()));
    }

    @Test
    void warnsOfTextsThatARestrictedPicklistDoesNotHave() {
        var tier = new ActionOutput.Source.Field(Actions.RECORD, FieldPath.parse("tier__c"));
        var action = new Actions.Builder()
                .step(step("record", "Contact")
                        .select("Tier__c")
                        .where(Drafts.where("Tier__c", "=", text("Bronze"), FieldType.PICKLIST)))
                .output(new ActionOutput(
                        new MemberName("mapped"),
                        tier,
                        Map.of("Gold", VIP, "Golden", VIP, "*", VIP, "", VIP),
                        ActionOutput.Type.STRING,
                        ActionOutput.Format.PLAIN,
                        ActionOutput.Style.DEFAULT,
                        Optional.empty(),
                        ""))
                .output(Actions.output(
                        "chosen",
                        new ActionOutput.Source.Chosen(
                                List.of(new ActionOutput.Choice(
                                        List.of(new ActionOutput.Test(
                                                tier, ConditionOperator.IN, List.of(text("gold"), text("Platin")))),
                                        true,
                                        VIP)),
                                Optional.empty()),
                        ActionOutput.Type.STRING))
                .built();

        assertThat(check(action))
                .isInstanceOfSatisfying(
                        Suitability.Suitable.class,
                        suitable -> assertThat(suitable.warnings())
                                .extracting(Problem::message)
                                .containsExactly(
                                        "Tier__c: not an active value of the picklist",
                                        "'Golden' is not an active value of the picklist tier__c",
                                        "'Platin' is not an active value of the picklist tier__c"));
    }

    @Test
    void warnsOfKeysThatNoNumberOrDateIs() {
        var action = new Actions.Builder()
                .step(step("record", "Contact")
                        .select("Visits__c", "Score__c", "Birthdate", "Tier__c")
                        .where(Drafts.where("Visits__c", "=", text("1"), FieldType.INT)))
                .output(mapped("visits", field("Visits__c"), "1", "1.0", "one", "*", ""))
                .output(mapped("score", field("Score__c"), "1", "1.5", "1e1"))
                .output(mapped("born", field("Birthdate"), "2026-01-31", "TODAY"))
                .output(mapped(
                        "any",
                        new ActionOutput.Source.FirstOf(List.of(field("Visits__c"), field("Tier__c"))),
                        "1",
                        "Gold",
                        "Golden"))
                .built();

        assertThat(check(action))
                .isInstanceOfSatisfying(
                        Suitability.Suitable.class,
                        suitable -> assertThat(suitable.warnings())
                                .extracting(Problem::message)
                                .containsExactly(
                                        "'1.0' cannot occur; Visits__c is of type int in the org",
                                        "'one' cannot occur; Visits__c is of type int in the org",
                                        "'1e1' cannot occur; Score__c is of type double in the org",
                                        "'TODAY' cannot occur; Birthdate is of type date in the org",
                                        "'Golden' cannot occur in any of Visits__c, Tier__c"));
    }

    @Test
    void aCheckboxIsTrueOrFalse() {
        var action = new Actions.Builder()
                .step(step("record", "Contact")
                        .select("Active__c")
                        .where(Drafts.where("Visits__c", "=", text("1"), FieldType.INT)))
                .output(mapped("active", field("Active__c"), "true", "false", "", "*"))
                .output(mapped("vip", field("Active__c"), "yes", "True", "false"))
                .built();

        assertThat(check(action))
                .isEqualTo(new Suitability.Unsuitable(List.of(
                        new Problem(
                                "/outputs/vip/map",
                                "'True' cannot occur; Active__c is a checkbox in the org, which is true or false"),
                        new Problem(
                                "/outputs/vip/map",
                                "'yes' cannot occur; Active__c is a checkbox in the org, which is true or false"))));
    }

    @Test
    void aCaseNamesNoDateLiteralAsARemedy() {
        var action = new Actions.Builder()
                .step(step("record", "Contact")
                        .select("Birthdate", "CreatedDate")
                        .where(Drafts.where("Visits__c", "=", text("1"), FieldType.INT)))
                .output(chosen("born", "Birthdate", "today"))
                .output(chosen("created", "CreatedDate", "soon"))
                .output(chosen("fine", "CreatedDate", "2026-01-31"))
                .built();

        assertThat(check(action))
                .isEqualTo(new Suitability.Unsuitable(List.of(
                        new Problem(
                                "/outputs/born/case/0/if",
                                "Birthdate is of type date in the org; expected a date such as 2026-01-31"),
                        new Problem(
                                "/outputs/created/case/0/if",
                                "CreatedDate is of type datetime in the org; expected a date such as 2026-01-31, or a"
                                        + " date and time with its zone, such as 2026-01-31T10:00:00Z"))));
    }

    private static ActionOutput.Source.Field field(String path) {
        return new ActionOutput.Source.Field(Actions.RECORD, FieldPath.parse(path));
    }

    private static ActionOutput mapped(String key, ActionOutput.Source source, String... keys) {
        var map = new HashMap<String, OutputValue>();
        List.of(keys).forEach(each -> map.put(each, VIP));
        return new ActionOutput(
                new MemberName(key),
                source,
                map,
                ActionOutput.Type.STRING,
                ActionOutput.Format.PLAIN,
                ActionOutput.Style.DEFAULT,
                Optional.empty(),
                "");
    }

    private static ActionOutput chosen(String key, String path, String value) {
        var test = new ActionOutput.Test(field(path), ConditionOperator.EQUAL, List.of(text(value)));
        return Actions.output(
                key,
                new ActionOutput.Source.Chosen(
                        List.of(new ActionOutput.Choice(List.of(test), true, VIP)), Optional.empty()),
                ActionOutput.Type.STRING);
    }

    static List<Arguments> unsuitable() {
        var id = new Reference.OfStep(Actions.RECORD, FieldPath.parse("Id"));
        return List.of(
                arguments(
                        callerLookup()
                                .step(step("more", "Kontact")
                                        .select("Id")
                                        .where(Drafts.where("Id", "=", text("x"), FieldType.ID)))
                                .built(),
                        "/steps/more/query/object_name",
                        "there is no object Kontact; did you mean Contact"),
                arguments(
                        callerLookup()
                                .step(step("more", "Case")
                                        .select("Subjekt")
                                        .blank(
                                                "ContactId",
                                                "=",
                                                new Reference.OfStep(Actions.RECORD, FieldPath.parse("Id"))))
                                .built(),
                        "/steps/more/query",
                        "Case has no field Subjekt; did you mean Subject"),
                arguments(
                        asking(one(FieldType.STRING), "Fone", "="),
                        "/steps/record/query/where/0",
                        "did you mean Phone"),
                arguments(asking(one(FieldType.STRING), "Boss.Name", "="), "/steps/record/query/where/0", "Boss"),
                arguments(asking(one(FieldType.STRING), "Notes__c", "="), "/steps/record/query/where/0", "filter"),
                arguments(asking(one(FieldType.BOOLEAN), "Birthdate", "="), "/inputs/x", "date"),
                arguments(asking(one(FieldType.INT), "CreatedDate", "<"), "/inputs/x", "date"),
                arguments(asking(one(FieldType.DATE), "Visits__c", "="), "/inputs/x", "number"),
                arguments(
                        asking(new InputType.Phone("US"), "Birthdate", "="), "/steps/record/query/where/0/val", "date"),
                arguments(asking(one(FieldType.STRING), "Visits__c", "LIKE"), "/steps/record/query/where/0", "LIKE"),
                arguments(
                        asking(x(FieldType.STRING, Optional.of(text("soon"))), "Birthdate", "="),
                        "/steps/record/query/where/0/val",
                        "date"),
                arguments(
                        asking(x(FieldType.STRING, Optional.empty(), "today", "soon"), "Visits__c", "="),
                        "/inputs/x",
                        "number"),
                arguments(
                        callerLookup()
                                .step(step("more", "Contact").select("Id").blank("Visits__c", "=", id))
                                .built(),
                        "/steps/more/query/where/0",
                        "number"),
                arguments(
                        callerLookup()
                                .output(new ActionOutput(
                                        new MemberName("vip"),
                                        new ActionOutput.Source.Field(Actions.RECORD, FieldPath.parse("Name")),
                                        ActionOutput.Type.BOOLEAN,
                                        ActionOutput.Format.PLAIN,
                                        Optional.empty(),
                                        ""))
                                .step(step("more", "Contact")
                                        .select("Birthdate")
                                        .blank("Id", "=", new Reference.OfStep(Actions.RECORD, FieldPath.parse("Id"))))
                                .output(Actions.output(
                                        "born",
                                        new ActionOutput.Source.Field(
                                                new MemberName("more"), FieldPath.parse("Birthdate")),
                                        ActionOutput.Type.BOOLEAN))
                                .built(),
                        "/outputs/born",
                        "boolean"));
    }

    @ParameterizedTest
    @MethodSource("unsuitable")
    void findsWhatNoCallerCouldBeAnsweredAndWhere(DataAction action, String location, String message) {
        assertThat(check(action))
                .isInstanceOfSatisfying(
                        Suitability.Unsuitable.class,
                        found -> assertThat(found.problems()).anySatisfy(problem -> {
                            assertThat(problem.location()).startsWith(location);
                            assertThat(problem.message()).contains(message);
                        }));
    }

    @Test
    void findsTheProblemsOfEveryStep() {
        var action = new Actions.Builder()
                .input(declared("x", one(FieldType.STRING)))
                .step(step("record", "Contact").select("Id", "Fone").blank("Name", "=", "x"))
                .step(step("cases", "Case").select("Id").blank("Stat", "=", "x"))
                .built();

        assertThat(check(action))
                .isInstanceOfSatisfying(
                        Suitability.Unsuitable.class,
                        found -> assertThat(found.problems())
                                .extracting(Problem::message)
                                .hasSize(2)
                                .anyMatch(message -> message.contains("Fone"))
                                .anyMatch(message -> message.contains("Stat")));
    }

    @Test
    void namesTheObjectsThatTheOrgDoesNotDescribe() {
        assertThat(check(
                        FakeSchema.contactCentre().withUnavailable("Case").withUnavailable("Account"),
                        withCases().built()))
                .isEqualTo(new Suitability.Undecided(Set.of(new ObjectName("Case"), new ObjectName("Account"))));
        assertThat(check(SchemaCatalog.NONE, callerLookup().built()))
                .isEqualTo(new Suitability.Undecided(Set.of(new ObjectName("Contact"))));
    }

    @Test
    void whatIsWrongForCertainIsToldAlthoughMoreIsUnknown() {
        assertThat(check(
                        FakeSchema.contactCentre().withUnavailable("Case"),
                        withCases()
                                .step(step("more", "Kontact")
                                        .select("Id")
                                        .where(Drafts.where("Id", "=", text("x"), FieldType.ID)))
                                .built()))
                .isInstanceOf(Suitability.Unsuitable.class);
    }
}
