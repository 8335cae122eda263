package io.weir.application.action;

import static io.weir.application.Actions.RECORD;
import static io.weir.application.Actions.callerLookup;
import static io.weir.application.Actions.children;
import static io.weir.application.Actions.output;
import static io.weir.application.Actions.step;
import static io.weir.application.Actions.withCases;
import static io.weir.application.Drafts.fields;
import static io.weir.application.Drafts.number;
import static io.weir.application.Drafts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.application.Actions;
import io.weir.application.Drafts;
import io.weir.application.FakeOrg;
import io.weir.application.FakeSchema;
import io.weir.application.run.SharingStats;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionStep.OnMany;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.Reference;
import io.weir.domain.action.RowsOf;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.Input;
import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.Served;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Priority;
import io.weir.domain.port.ListedHistory;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a data action answers, what it asks for that, and what the history keeps. */
class RunDataActionTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Caller CALLER = Caller.unrestricted("tester", QueryPolicy.DEFAULT);
    private static final Map<String, Input> ADA = Map.of("phone", text("(415) 555-0100"));
    private static final String ID = "003000000000001AAA";

    private final Row ada = row("Id", ID, "Name", "Ada Byron", "Account", row("Name", "Engines Ltd"));
    private final Row orphan = row("Id", ID, "Name", "Ada Byron", "Account", null);
    private final FakeOrg org = new FakeOrg();
    private final ListedHistory history = new ListedHistory();
    private final List<Execution> remembered = history.executions;
    private final SharingStats repeats = new SharingStats();
    private volatile Instant now = START;
    private Optional<ApiUsage> usage = Optional.of(new ApiUsage(25, 5_000));
    private SchemaCatalog schema = FakeSchema.contactCentre();
    private @Nullable RunDataAction runDataAction;

    private synchronized RunDataAction runDataAction() {
        if (runDataAction == null) {
            runDataAction = new RunDataAction(
                    schema,
                    Actions.PHONES,
                    org,
                    () -> usage,
                    new ApiBudget(100, () -> now),
                    history,
                    () -> now,
                    repeats);
        }
        return runDataAction;
    }

    private static Row row(@Nullable Object... namesAndValues) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return Row.of(values);
    }

    private ActionOutcome run(DataAction action, Map<String, Input> inputs) {
        return run(action, inputs, CALLER);
    }

    private ActionOutcome run(DataAction action, Map<String, Input> inputs, Caller caller) {
        var named = new LinkedHashMap<MemberName, Input>();
        inputs.forEach((name, input) -> named.put(new MemberName(name), input));
        return runDataAction()
                .run(new RunDataAction.Request(action, named, caller, Drafts.trail("request-1"), PATIENCE));
    }

    private ActionAnswer answer(DataAction action, Map<String, Input> inputs) {
        var outcome = run(action, inputs);
        assertThat(outcome).isInstanceOf(ActionOutcome.Answered.class);
        return ((ActionOutcome.Answered) outcome).answer();
    }

    private static @Nullable OutputValue value(ActionAnswer answer, String key) {
        return answer.outputs().get(new MemberName(key));
    }

    private List<String> problems(DataAction action, Map<String, Input> inputs) {
        return switch (run(action, inputs)) {
            case ActionOutcome.Invalid(var problems) ->
                problems.stream().map(Object::toString).toList();
            case ActionOutcome.Unsuitable(var problems) ->
                problems.stream().map(problem -> "! " + problem).toList();
            case ActionOutcome.Answered _, ActionOutcome.Forbidden _, ActionOutcome.Refused _ -> List.of();
        };
    }

    @Test
    void answersWithTheDeclaredOutputs() {
        org.with("Contact", ada);

        var answer = answer(callerLookup().built(), ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(answer.count()).isEqualTo(1);
        assertThat(answer.truncated()).isFalse();
        assertThat(value(answer, "contactName")).isEqualTo(new OutputValue.Text("Ada Byron"));
        assertThat(value(answer, "accountName")).isEqualTo(new OutputValue.Text("Engines Ltd"));
        assertThat(org.asked())
                .containsExactly("SELECT Id, Name, Account.Name FROM Contact WHERE Phone IN ('+14155550100',"
                        + " '4155550100') LIMIT 51");
    }

    @Test
    void remembersWhatItDid() {
        org.with("Contact", ada).with("Case", row("Id", "1", "Subject", "a"), row("Id", "2", "Subject", "b"));

        answer(withCases().built(), ADA);

        assertThat(remembered).singleElement().satisfies(execution -> {
            assertThat(execution.requestId()).isEqualTo("request-1");
            assertThat(execution.action()).isEqualTo("caller-lookup");
            assertThat(execution.caller()).isEqualTo("tester");
            assertThat(execution.served()).isEqualTo(Served.FRESH);
            assertThat(execution.soqlShape())
                    .isEqualTo("SELECT Id, Name, Account.Name FROM Contact WHERE Phone IN (?); SELECT Id, Subject FROM"
                            + " Case WHERE ContactId = ? ORDER BY Id");
            assertThat(execution.rows()).isEqualTo(3);
            assertThat(execution.apiCalls()).isEqualTo(2);
            assertThat(execution.outcome()).isEqualTo("answered");
        });
    }

    @Test
    void aMissingParentIsBlank() {
        org.with("Contact", orphan);

        assertThat(value(answer(callerLookup().built(), ADA), "accountName")).isEqualTo(new OutputValue.Blank());
    }

    @Test
    void goesOnWithWhatAnEarlierStepFound() {
        org.with("Contact", ada)
                .with(
                        "Case",
                        row("Id", "1", "Subject", "a"),
                        row("Id", "2", "Subject", "b"),
                        row("Id", "3", "Subject", "c"));

        var answer = answer(withCases().built(), ADA);

        assertThat(org.asked().getLast()).contains("FROM Case WHERE ContactId = '" + ID + "'");
        assertThat(value(answer, "caseCount")).isEqualTo(new OutputValue.Numeric(BigDecimal.valueOf(3)));
        assertThat(value(answer, "hasCases")).isEqualTo(new OutputValue.Bool(true));
        assertThat(answer.lists().getFirst().rows())
                .containsExactly(List.of(new OutputValue.Text("a")), List.of(new OutputValue.Text("b")));
        assertThat(answer.truncated()).as("a third case has no place").isTrue();
        assertThat(answer.count()).isEqualTo(1);
    }

    @Test
    void asksNoFurtherWhenTheFirstStepFindsNothing() {
        var answer = answer(withCases().built(), ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.NOT_FOUND);
        assertThat(answer.count()).isZero();
        assertThat(value(answer, "contactName")).isEqualTo(new OutputValue.Blank());
        assertThat(value(answer, "hasCases")).isEqualTo(new OutputValue.Bool(false));
        assertThat(org.asked()).hasSize(1);
    }

    @Test
    void aStepThatDependsOnANullFieldFindsNothing() {
        org.with("Contact", row("Id", null, "Name", "Ada", "Account", null));

        var answer = answer(withCases().built(), ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(value(answer, "hasCases")).isEqualTo(new OutputValue.Bool(false));
        assertThat(org.asked()).hasSize(1);
    }

    @Test
    void severalContactsShowNobodysData() {
        org.with("Contact", ada, orphan).with("Case", row("Id", "1", "Subject", "a"));

        var answer = answer(withCases().built(), ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.MULTIPLE);
        assertThat(answer.count()).isEqualTo(2);
        assertThat(answer.outputs().values()).containsOnly(new OutputValue.Blank());
        assertThat(answer.lists().getFirst().rows()).isEmpty();
        assertThat(org.asked()).hasSize(1);
    }

    @Test
    void aDenialShowsDefaultsOnly() {
        org.with("Contact", ada);
        var standard = new ActionOutput(
                new MemberName("greeting"),
                new ActionOutput.Source.Field(RECORD, FieldPath.parse("Name")),
                ActionOutput.Type.STRING,
                Format.PLAIN,
                Optional.of(new OutputValue.Text("caller")),
                "");
        var action = callerLookup()
                .step(step("entitlement", "Case")
                        .select("Id")
                        .blank("ContactId", "=", new Reference.OfStep(RECORD, FieldPath.parse("Id")))
                        .onNone(OnNone.DENIED))
                .output(standard)
                .built();

        var answer = answer(action, ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.DENIED);
        assertThat(answer.count()).isEqualTo(1);
        assertThat(value(answer, "contactName")).isEqualTo(new OutputValue.Blank());
        assertThat(value(answer, "greeting")).isEqualTo(new OutputValue.Text("caller"));
    }

    @Test
    void asksNothingWithoutACallersNumber() {
        for (var sent : List.of(text("anonymous"), text(" "), new Input.Null(), text("+1"))) {
            assertThat(answer(callerLookup().built(), Map.of("phone", sent)).verdict())
                    .isEqualTo(Verdict.NO_CALLER_ID);
        }
        assertThat(answer(callerLookup().built(), Map.of()).verdict()).isEqualTo(Verdict.NO_CALLER_ID);
        assertThat(org.asked()).isEmpty();
        assertThat(remembered)
                .hasSize(5)
                .allSatisfy(execution -> assertThat(execution.apiCalls()).isZero());
    }

    @Test
    void looksForEveryNumberOfSeveral() {
        answer(callerLookup().built(), Map.of("phone", text("4155550100, 4155550101")));

        assertThat(org.asked())
                .containsExactly(
                        "SELECT Id, Name, Account.Name FROM Contact WHERE Phone IN ('+14155550100', '4155550100',"
                                + " '+14155550101', '4155550101') LIMIT 51");
    }

    @Test
    void looksForNoneOfSeveralNumbersWhereThereIsRoomForOne() {
        var action = new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("record", "Contact").select("Id").blank("Phone", "=", "phone"))
                .output("id", "record", "Id")
                .built();

        assertThat(answer(action, Map.of("phone", text("4155550100, 4155550101")))
                        .verdict())
                .isEqualTo(Verdict.NO_CALLER_ID);
        assertThat(org.asked()).isEmpty();
    }

    @Test
    void readsANumberThatJsonWritesAsADecimal() {
        var action = callerLookup().built();
        for (var number : List.of("4155550100.0", "4.155550100e9", "4155550100")) {
            answer(action, Map.of("phone", number(number)));

            assertThat(org.asked().getLast()).contains("'+14155550100'");
        }
        int asked = org.asked().size();
        for (var number : List.of("4155550100.5", "-4155550100", "0", "1e400")) {
            assertThat(answer(action, Map.of("phone", number(number))).verdict())
                    .isEqualTo(Verdict.NO_CALLER_ID);
        }
        assertThat(org.asked()).hasSize(asked);
    }

    @Test
    void aPhoneThatNeedNotBeThereIsLeftOut() {
        org.with("Contact", ada);
        for (var blank : List.of(text(""), text(" "), new Input.Null())) {
            assertThat(answer(byEitherPhone(), Map.of("phone", text("4155550100"), "mobile", blank))
                            .verdict())
                    .isEqualTo(Verdict.FOUND);
        }
        answer(byEitherPhone(), Map.of("mobile", text("4155550101")));
        answer(byEitherPhone(), Map.of());

        assertThat(org.asked())
                .containsExactly(
                        "SELECT Id, Name FROM Contact WHERE Name = 'Ada' AND Phone = '+14155550100' LIMIT 51",
                        "SELECT Id, Name FROM Contact WHERE Name = 'Ada' AND MobilePhone = '+14155550101' LIMIT 51",
                        "SELECT Id, Name FROM Contact WHERE Name = 'Ada' LIMIT 51");
    }

    @Test
    void aPhoneThatIsThereButWithheldIsNotLeftOut() {
        for (var withheld : List.of("anonymous", "Restricted", "+1")) {
            assertThat(answer(byEitherPhone(), Map.of("phone", text("4155550100"), "mobile", text(withheld)))
                            .verdict())
                    .isEqualTo(Verdict.NO_CALLER_ID);
        }
        assertThat(org.asked()).isEmpty();
    }

    private static DataAction byEitherPhone() {
        return new Actions.Builder()
                .input(optionalPhone("phone"))
                .input(optionalPhone("mobile"))
                .step(step("record", "Contact")
                        .select("Id", "Name")
                        .where(Drafts.where("Name", "=", text("Ada")))
                        .skipped("Phone", "=", "phone")
                        .skipped("MobilePhone", "=", "mobile"))
                .output("contactName", "record", "Name")
                .built();
    }

    private static DeclaredInput optionalPhone(String name) {
        return new DeclaredInput(
                new MemberName(name),
                new InputType.Phone("US"),
                "",
                false,
                Optional.empty(),
                Optional.empty(),
                40,
                List.of(),
                false);
    }

    @Test
    void asksNothingForACallerWithoutTheRight() {
        var caller = new Caller(
                "other", new NameRules(List.of("pin-*"), List.of()), new Caller.AdHoc.Never(), false, Priority.HIGH);

        assertThat(run(callerLookup().built(), ADA, caller)).isEqualTo(new ActionOutcome.Forbidden());
        assertThat(org.asked()).isEmpty();
    }

    @Test
    void aDefaultThatNoFieldCanHaveIsTheOperatorsToMend() {
        var action = new Actions.Builder()
                .input(new DeclaredInput(
                        new MemberName("active"),
                        new InputType.Scalar(FieldType.INT),
                        "",
                        false,
                        Optional.of(number("5")),
                        Optional.empty(),
                        40,
                        List.of(),
                        false))
                .step(step("record", "Contact").select("Id").blank("Active__c", "=", "active"))
                .output("id", "record", "Id")
                .built();

        assertThat(problems(action, Map.of()))
                .containsExactly("! /steps/record/query/where/0/val: Active__c of type boolean: expected true or false,"
                        + " got a number");
        assertThat(problems(action, Map.of("active", text("7"))))
                .containsExactly("/active: Active__c of type boolean: expected true or false, got a string");
        assertThat(org.asked()).isEmpty();
    }

    @Test
    void tellsNoValueThatASensitiveInputMayHave() {
        var action = new Actions.Builder()
                .input(new DeclaredInput(
                        new MemberName("code"),
                        new InputType.Scalar(FieldType.STRING),
                        "",
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        40,
                        List.of("4711", "4712"),
                        true))
                .step(step("record", "Contact").select("Id").blank("Name", "=", "code"))
                .output("id", "record", "Id")
                .built();

        assertThat(problems(action, Map.of("code", text("1234"))))
                .containsExactly("/code: is none of the allowed values");
    }

    @Test
    void readsWhatFlowsSendByTheDeclaredType() {
        var action = new Actions.Builder()
                .input("visits", FieldType.INT)
                .input("active", FieldType.BOOLEAN)
                .input("since", FieldType.DATE)
                .input("tiers", new InputType.Several(FieldType.PICKLIST))
                .step(step("record", "Contact")
                        .select("Id")
                        .blank("Visits__c", ">=", "visits")
                        .blank("Active__c", "=", "active")
                        .blank("Birthdate", "<", "since")
                        .blank("Tier__c", "IN", "tiers"))
                .output("id", "record", "Id")
                .built();
        var inputs = Map.of(
                "visits", text(" 5 "),
                "active", text("True"),
                "since", text("2026-01-31"),
                "tiers", text("Gold||Silver"));

        answer(action, inputs);

        assertThat(org.asked())
                .containsExactly("SELECT Id FROM Contact WHERE Visits__c >= 5 AND Active__c = true AND Birthdate <"
                        + " 2026-01-31 AND Tier__c IN ('Gold', 'Silver') LIMIT 51");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com ",
                "\t ada@example.com\r\n",
                "\u00a0ada@example.com\u202f",
                "\ufeffada@example.com\u200b",
                "\u202aada@example.com\u202c"
            })
    void comparesNoWhiteSpaceAroundAnInput(String email) {
        var action = new Actions.Builder()
                .input("email", FieldType.EMAIL)
                .step(step("record", "Contact").select("Id").blank("Email", "=", "email"))
                .output("id", "record", "Id")
                .built();

        answer(action, Map.of("email", text(email)));

        assertThat(org.asked()).containsExactly("SELECT Id FROM Contact WHERE Email = 'ada@example.com' LIMIT 51");
    }

    @Test
    void readsTheValuesOfAMultiPicklistAsSalesforceGivesThem() {
        schema = SchemaCatalog.NONE;
        var action = new Actions.Builder()
                .input("uses", new InputType.Several(FieldType.MULTIPICKLIST))
                .step(step("record", "Contact").select("Id").blank("Uses__c", "INCLUDES", "uses"))
                .output("id", "record", "Id")
                .built();

        answer(action, Map.of("uses", text("Gold; Silver|Tin;")));

        assertThat(org.asked())
                .containsExactly("SELECT Id FROM Contact WHERE Uses__c INCLUDES ('Gold', 'Silver', 'Tin') LIMIT 51");
    }

    @Test
    void holdsAnInputWithoutWhiteSpaceAroundItAgainstItsDeclaration() {
        var tier = new DeclaredInput(
                new MemberName("tier"),
                new InputType.Scalar(FieldType.STRING),
                "",
                true,
                Optional.empty(),
                Optional.of(new DeclaredInput.TextPattern("[A-Z][a-z]+", text -> text.matches("[A-Z][a-z]+"))),
                4,
                List.of("Gold"),
                false);
        var action = new Actions.Builder()
                .input(tier)
                .step(step("record", "Contact").select("Id").blank("Tier__c", "=", "tier"))
                .output("id", "record", "Id")
                .built();

        answer(action, Map.of("tier", text(" Gold\u00a0")));

        assertThat(org.asked()).containsExactly("SELECT Id FROM Contact WHERE Tier__c = 'Gold' LIMIT 51");
        assertThat(problems(action, Map.of("tier", text("\u00a0\u200b")))).containsExactly("/tier: is required");
    }

    @Test
    void readsValuesByTheirDeclaredTypeWhereTheOrgTellsNone() {
        schema = SchemaCatalog.NONE;
        var action = new Actions.Builder()
                .input("since", FieldType.DATE)
                .input("visits", FieldType.INT)
                .input("ids", new InputType.Several(FieldType.ID))
                .step(step("record", "Contact")
                        .select("Id")
                        .blank("Birthdate", "<", "since")
                        .blank("Visits__c", "=", "visits")
                        .blank("Id", "IN", "ids"))
                .output("id", "record", "Id")
                .built();

        answer(action, Map.of("since", text("2026-01-31"), "visits", text("5"), "ids", text("003000000000001|" + ID)));

        assertThat(org.asked())
                .containsExactly("SELECT Id FROM Contact WHERE Birthdate < 2026-01-31 AND Visits__c = 5 AND Id IN"
                        + " ('" + ID + "', '" + ID + "') LIMIT 51");
    }

    @Test
    void comparesANumberWithATextFieldAsText() {
        var action = new Actions.Builder()
                .input("number", FieldType.INT)
                .step(step("record", "Contact").select("Id").blank("Name", "=", "number"))
                .output("id", "record", "Id")
                .built();

        answer(action, Map.of("number", text("5")));

        assertThat(org.asked()).containsExactly("SELECT Id FROM Contact WHERE Name = '5' LIMIT 51");
    }

    @Test
    void tellsWhichInputIsWrongAndNotItsValue() {
        var action = new Actions.Builder()
                .input("visits", FieldType.INT)
                .input(new DeclaredInput(
                        new MemberName("pin"),
                        new InputType.Scalar(FieldType.STRING),
                        "",
                        true,
                        Optional.empty(),
                        Optional.of(new DeclaredInput.TextPattern("[0-9]+", text -> text.matches("[0-9]+"))),
                        4,
                        List.of(),
                        true))
                .input(new DeclaredInput(
                        new MemberName("tier"),
                        new InputType.Scalar(FieldType.STRING),
                        "",
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        40,
                        List.of("Gold", "Silver"),
                        false))
                .step(step("record", "Contact")
                        .select("Id")
                        .blank("Visits__c", "=", "visits")
                        .blank("Name", "=", "pin")
                        .blank("Tier__c", "=", "tier"))
                .output("id", "record", "Id")
                .built();

        assertThat(problems(action, Map.of("visits", text("5.5"), "pin", text("12x"), "tier", text("gold"))))
                .containsExactly(
                        "/visits: expected a whole number of 32 bits, such as 42, got a string",
                        "/pin: must match [0-9]+",
                        "/tier: is one of Gold, Silver");
        assertThat(problems(action, Map.of("visits", new Input.Many(List.of(number("1"))), "pin", text("12345"))))
                .containsExactly(
                        "/visits: expected one value, got a list",
                        "/pin: has at most 4 characters",
                        "/tier: is required");
        assertThat(org.asked()).isEmpty();
        assertThat(remembered).isEmpty();
    }

    @Test
    void aValueThatTheFieldCannotHaveIsTheCallersMistake() {
        var action = new Actions.Builder()
                .input("id", FieldType.STRING)
                .step(step("record", "Contact").select("Id").blank("Id", "=", "id"))
                .output("contactId", "record", "Id")
                .built();

        assertThat(problems(action, Map.of("id", text("nonsense"))))
                .containsExactly("/id: Id of type id: expected a record id of 15 or 18 letters and digits, the 15 in"
                        + " their case, got a string");
    }

    @Test
    void anUnknownFieldIsTheOperatorsMistake() {
        var action = new Actions.Builder()
                .input("id", FieldType.STRING)
                .step(step("record", "Contact").select("Id").blank("Nme", "=", "id"))
                .output("contactId", "record", "Id")
                .built();

        assertThat(problems(action, Map.of("id", text("nonsense"))))
                .singleElement()
                .asString()
                .startsWith("! /steps/record/query/where/0");
        assertThat(remembered).singleElement().extracting(Execution::outcome).isEqualTo("action_unsuitable");
    }

    @Test
    void anOutputThatTheFieldCanNeverBeIsTheOperatorsMistake() {
        var action = callerLookup()
                .output(output(
                        "vip", new ActionOutput.Source.Field(RECORD, FieldPath.parse("id")), ActionOutput.Type.BOOLEAN))
                .built();

        assertThat(problems(action, ADA))
                .containsExactly(
                        "! /outputs/vip: an output of type boolean cannot come from id, which is of type id in the"
                                + " org");
        assertThat(org.asked()).isEmpty();
    }

    @Test
    void leavesOutAConditionWhoseInputIsAbsent() {
        var action = callerLookup()
                .input(new DeclaredInput(
                        new MemberName("tier"),
                        new InputType.Scalar(FieldType.STRING),
                        "",
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        40,
                        List.of(),
                        false))
                .step(step("more", "Contact")
                        .select("Id")
                        .blank("Phone", "=", "phone")
                        .skipped("Tier__c", "=", "tier")
                        .onMany(OnMany.FIRST)
                        .onNone(OnNone.GO_ON))
                .built();
        org.with("Contact", ada);

        answer(action, ADA);

        assertThat(org.asked().getLast()).isEqualTo("SELECT Id FROM Contact WHERE Phone = '+14155550100' LIMIT 51");
    }

    @Test
    void usesTheDefaultOfAnAbsentInput() {
        var action = callerLookup()
                .input(new DeclaredInput(
                        new MemberName("tier"),
                        new InputType.Scalar(FieldType.STRING),
                        "",
                        false,
                        Optional.of(text("Gold")),
                        Optional.empty(),
                        40,
                        List.of(),
                        false))
                .step(step("more", "Contact").select("Id").blank("Tier__c", "=", "tier"))
                .built();
        org.with("Contact", ada);

        answer(action, Map.of("phone", text("4155550100"), "tier", text(" ")));

        assertThat(org.asked().getLast()).contains("Tier__c = 'Gold'");
    }

    @Test
    void countsAndListsChildren() {
        var cases = new DraftItem.Children(
                "/steps/record/query/children/0",
                new ChildDraft(
                        new RelationshipName("cases"),
                        fields("Subject"),
                        new Condition.Everything(),
                        List.of(),
                        new Limit.Unlimited(),
                        0));
        var action = new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("record", "Contact").select("Id").select(cases).blank("Phone", "=", "phone"))
                .output(output(
                        "cases", new ActionOutput.Source.Count(children("record", "cases")), ActionOutput.Type.INTEGER))
                .list("r", children("record", "cases"), 3, Actions.field("subject", "record", "subject"))
                .rowCap(1)
                .built();
        org.with(
                "Contact",
                row(
                        "Id",
                        ID,
                        "Cases",
                        row(
                                "totalSize",
                                2L,
                                "done",
                                true,
                                "records",
                                List.of(row("Subject", "a"), row("Subject", null)))));

        var answer = answer(action, ADA);

        assertThat(value(answer, "cases")).isEqualTo(new OutputValue.Numeric(BigDecimal.ONE));
        assertThat(answer.truncated()).as("children beyond the row cap").isTrue();
        assertThat(answer.lists().getFirst().rows())
                .containsExactly(List.of(new OutputValue.Text("a")), List.of(new OutputValue.Blank()));
    }

    @Test
    void aCountIsOneAnswer() {
        var action = new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("record", "Contact").select(Drafts.count()).blank("Phone", "=", "phone"))
                .output(output(
                        "number", new ActionOutput.Source.Count(new RowsOf.Step(RECORD)), ActionOutput.Type.INTEGER))
                .built();
        org.counting("Contact", 7);

        var answer = answer(action, ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(answer.count()).isEqualTo(7);
        assertThat(value(answer, "number")).isEqualTo(new OutputValue.Numeric(BigDecimal.valueOf(7)));
        now = START.plusSeconds(60);
        org.counting("Contact", 0);
        assertThat(answer(action, ADA).verdict()).isEqualTo(Verdict.NOT_FOUND);
    }

    @Test
    void runsWithTheActionsPriority() {
        usage = Optional.of(new ApiUsage(4_925, 5_000));
        org.with("Contact", ada);

        assertThat(run(callerLookup().priority(Priority.NORMAL).built(), ADA))
                .isInstanceOf(ActionOutcome.Refused.class);
        assertThat(answer(callerLookup().priority(Priority.HIGH).built(), ADA).verdict())
                .isEqualTo(Verdict.FOUND);
        assertThat(remembered).extracting(Execution::outcome).containsExactly("api_reserve_reached", "answered");
    }

    @Test
    void failsAsSalesforceDoesAndReadsTheSchemaAnewWhenContradicted() {
        var fake = FakeSchema.contactCentre();
        schema = fake;
        var rejected = new SalesforceFailure.QueryRejected("refused", "INVALID_FIELD");
        org.thenFails(rejected);

        assertThatThrownBy(() -> run(callerLookup().built(), ADA)).isSameAs(rejected);
        assertThat(fake.forgotten()).contains(new ObjectName("Contact"));
        assertThat(remembered).singleElement().extracting(Execution::outcome).isEqualTo("query_rejected");
        org.with("Contact", ada);
        assertThat(answer(callerLookup().built(), ADA).verdict())
                .as("a failure is not kept")
                .isEqualTo(Verdict.FOUND);
    }

    @Test
    void aHundredAtOnceAndThoseThatFollowCostOneCall() throws Exception {
        org.with("Contact", ada).waiting();
        var action = callerLookup().built();
        List<Future<ActionOutcome>> outcomes = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                outcomes.add(threads.submit(() -> run(action, ADA)));
            }
            org.awaitTheFirst();
            org.goOn();
        }
        for (var outcome : outcomes) {
            assertThat(outcome.get()).isEqualTo(outcomes.getFirst().get());
        }
        now = START.plusSeconds(9);
        run(action, Map.of("phone", text("415.555.0100")));

        assertThat(org.asked()).hasSize(1);
        assertThat(remembered).hasSize(101);
        assertThat(remembered.stream().mapToInt(Execution::apiCalls).sum()).isEqualTo(1);
        assertThat(remembered.stream().filter(execution -> execution.served() == Served.FRESH))
                .hasSize(1);
        assertThat(remembered.getLast().served()).isEqualTo(Served.CACHED);
        assertThat(remembered)
                .extracting(Execution::soqlShape)
                .containsOnly(remembered.getLast().soqlShape());
        now = START.plusSeconds(10);
        run(action, ADA);
        assertThat(org.asked()).as("what is kept has expired").hasSize(2);
    }

    /** As when another action's file has changed, and every file was read again. */
    @Test
    void anAnswerServesTheSameActionReadAgain() {
        org.with("Contact", ada);

        answer(withPattern("[0-9]+"), Map.of("visits", text("5")));
        answer(withPattern("[0-9]+"), Map.of("visits", text("5")));
        assertThat(org.asked()).hasSize(1);
        assertThat(remembered.getLast().served()).isEqualTo(Served.CACHED);

        answer(withPattern("[0-9]{1,3}"), Map.of("visits", text("5")));
        assertThat(org.asked()).as("another declaration").hasSize(2);
    }

    private static DataAction withPattern(String pattern) {
        return new Actions.Builder()
                .input(new DeclaredInput(
                        new MemberName("visits"),
                        new InputType.Scalar(FieldType.INT),
                        "",
                        true,
                        Optional.empty(),
                        Optional.of(new DeclaredInput.TextPattern(pattern, text -> text.matches(pattern))),
                        40,
                        List.of(),
                        false))
                .step(step("record", "Contact").select("Id").blank("Visits__c", "=", "visits"))
                .output("id", "record", "Id")
                .built();
    }

    @Test
    void keepsAnswersForTheSameCallerActionAndValuesOnly() {
        org.with("Contact", ada);
        var action = callerLookup().built();
        run(action, ADA);

        run(action, Map.of("phone", text("4155550199")));
        run(action, ADA, Caller.unrestricted("another", QueryPolicy.DEFAULT));
        run(withCases().built(), ADA);
        assertThat(org.asked()).hasSize(5);

        run(callerLookup().keeping(Duration.ZERO).built(), ADA);
        run(callerLookup().keeping(Duration.ZERO).built(), ADA);
        assertThat(org.asked()).as("a verdict is not kept").hasSize(7);
    }

    @Test
    void showsNoValueInAnyToString() {
        org.with("Contact", ada);

        var outcome = run(callerLookup().built(), ADA);

        assertThat(outcome.toString() + remembered).doesNotContain("Byron", "4155550100");
    }
}
