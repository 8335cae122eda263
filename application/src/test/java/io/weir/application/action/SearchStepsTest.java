package io.weir.application.action;

import static io.weir.application.Drafts.fields;
import static io.weir.application.Drafts.text;
import static io.weir.application.FakeSchema.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.application.Actions;
import io.weir.application.Drafts;
import io.weir.application.FakeSchema;
import io.weir.application.check.CheckActions;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.ActionStep.OnMany;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.PhoneNumber;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.action.SearchTemplate;
import io.weir.domain.action.SearchTemplate.SearchedObject;
import io.weir.domain.action.SearchTemplate.Strategy;
import io.weir.domain.action.TextTemplate;
import io.weir.domain.action.TextTemplate.Part;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.history.Execution;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.PhoneNumbers;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.Row;
import io.weir.domain.query.SalesforceMessage;
import io.weir.domain.query.SearchGroup;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchStepsTest extends ActionRuns {
    private static final MemberName CALLER_STEP = new MemberName("caller");
    private static final String CONTACTS =
            "SELECT Id, Name FROM Contact WHERE Phone IN ('+14155550100', '4155550100') OR MobilePhone IN"
                    + " ('+14155550100', '4155550100') LIMIT 51";
    private static final String LEADS =
            "SELECT Id, Name, Company FROM Lead WHERE (Phone IN ('+14155550100', '4155550100') OR MobilePhone IN"
                    + " ('+14155550100', '4155550100')) AND IsConverted = false LIMIT 51";
    private static final String INDEX =
            "FIND {4155550100 OR 14155550100} IN PHONE FIELDS RETURNING Contact(Id, Name, Phone, MobilePhone LIMIT"
                    + " 200), Lead(Id, Name, Company, Phone, MobilePhone WHERE IsConverted = false LIMIT 200) WITH"
                    + " SPELL_CORRECTION = false";

    private final Row adaFound = hit("Contact", "Id", ID, "Name", "Ada Byron", "Phone", "415 555 0100");
    private final Row leadFound = hit("Lead", "Id", "00Q000000000001AAA", "Name", "Lea", "MobilePhone", "4155550100");

    @BeforeEach
    void describeLeads() {
        schema = FakeSchema.contactCentre()
                .with(
                        "Lead",
                        List.of(),
                        field("Id", FieldType.ID),
                        field("Name", FieldType.STRING),
                        field("Company", FieldType.STRING),
                        field("Phone", FieldType.PHONE),
                        field("MobilePhone", FieldType.PHONE),
                        field("Email", FieldType.EMAIL),
                        field("IsConverted", FieldType.BOOLEAN),
                        field("SystemModstamp", FieldType.DATETIME));
    }

    @Test
    void queriesTheRecordsOfOneObjectAfterTheOther() {
        org.with("Lead", leadFound);

        var answer = answer(action(Strategy.QUERY), ADA);

        assertThat(org.asked()).containsExactly(CONTACTS, LEADS);
        assertThat(answer.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(value(answer, "name")).isEqualTo(new OutputValue.Text("Lea"));
        assertThat(value(answer, "object")).isEqualTo(new OutputValue.Text("Lead"));
        assertThat(value(answer, "url"))
                .isEqualTo(new OutputValue.Text(
                        "https://weir.my.salesforce.com/lightning/r/Lead/00Q000000000001AAA/view"));
    }

    @Test
    void searchesTheIndexOnceForAllObjects() {
        org.finding(leadFound);

        assertThat(value(answer(action(Strategy.SEARCH), ADA), "name")).isEqualTo(new OutputValue.Text("Lea"));
        assertThat(org.asked()).containsExactly(INDEX);
        var run = remembered.getFirst();
        assertThat(run.soqlShape())
                .isEqualTo("FIND {?} IN PHONE FIELDS RETURNING Contact(Id, Name, Phone, MobilePhone LIMIT 200),"
                        + " Lead(Id, Name, Company, Phone, MobilePhone WHERE IsConverted = ? LIMIT 200)"
                        + " WITH SPELL_CORRECTION = false");
        assertThat(run.apiCalls()).isEqualTo(1);
        assertThat(run.attempts()).isEqualTo(1);
        assertThat(run.rows()).isEqualTo(1);
        assertThat(run.outcome()).isEqualTo(Execution.ANSWERED);
    }

    @Test
    void theFirstObjectWithAMatchAnswersWhateverTheOrderOfTheHits() {
        org.finding(leadFound, adaFound);

        var answer = answer(action(Strategy.SEARCH), ADA);

        assertThat(value(answer, "object")).isEqualTo(new OutputValue.Text("Contact"));
        assertThat(value(answer, "name")).isEqualTo(new OutputValue.Text("Ada Byron"));
        assertThat(value(answer, "company")).isEqualTo(new OutputValue.Blank());
        assertThat(answer.count()).isEqualTo(1);
    }

    @Test
    void searchesTheIndexOnlyIfTheRecordsHaveNobody() {
        org.with("Contact", ada);
        answer(action(Strategy.QUERY_THEN_SEARCH), ADA);
        assertThat(org.asked()).containsExactly(CONTACTS);

        org.forget();
        org.finding(adaFound);
        assertThat(answer(action(Strategy.QUERY_THEN_SEARCH), Map.of("phone", text("4155550100,4155550199")))
                        .verdict())
                .isEqualTo(Verdict.FOUND);
        assertThat(org.asked()).hasSize(3);
        assertThat(org.asked().getLast())
                .startsWith("FIND {4155550100 OR 14155550100 OR 4155550199 OR 14155550199} IN PHONE FIELDS");
        assertThat(remembered.getLast().apiCalls()).isEqualTo(3);
    }

    @Test
    void queriesRecentRecordsOnlyIfTheIndexHasNobody() {
        org.with("Lead", leadFound);

        assertThat(value(answer(action(Strategy.SEARCH_THEN_RECENT), ADA), "object"))
                .isEqualTo(new OutputValue.Text("Lead"));
        assertThat(org.asked())
                .containsExactly(
                        INDEX,
                        CONTACTS.replace("WHERE ", "WHERE (")
                                .replace(" LIMIT", ") AND SystemModstamp >= LAST_N_DAYS:1 LIMIT"),
                        LEADS.replace(" LIMIT", " AND SystemModstamp >= LAST_N_DAYS:1 LIMIT"));

        org.forget();
        org.finding(adaFound);
        answer(action(Strategy.SEARCH_THEN_RECENT), Map.of("phone", text("4155550100,4155550199")));
        assertThat(org.asked()).hasSize(1);
    }

    @Test
    void aHitThatDoesNotHaveTheNumberInAFieldToMatchIsNobody() {
        org.finding(
                hit("Contact", "Id", ID, "Name", "Fax", "Phone", "(415) 555-0199", "MobilePhone", null),
                hit("Task", "Id", "1", "Name", "Task", "Phone", "4155550100"));

        assertThat(answer(action(Strategy.SEARCH), ADA).verdict()).isEqualTo(Verdict.NOT_FOUND);
    }

    @Test
    void severalRecordsOfTheObjectThatAnswersAreMultiple() {
        org.finding(adaFound, hit("Contact", "Id", "2", "Name", "B", "MobilePhone", "4155550100"), leadFound);

        var answer = answer(action(Strategy.SEARCH), ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.MULTIPLE);
        assertThat(answer.count()).isEqualTo(2);
        assertThat(value(answer, "name")).isEqualTo(new OutputValue.Blank());
    }

    @Test
    void aPersonAccountCountsOnce() {
        org.finding(
                hit("Account", "Id", "001", "Name", "Ada Byron", "Phone", "4155550100", "PersonContactId", ID),
                adaFound);
        schema = ((FakeSchema) schema)
                .with(
                        "Account",
                        List.of(),
                        field("Id", FieldType.ID),
                        field("Name", FieldType.STRING),
                        field("Phone", FieldType.PHONE));
        var both = List.of(
                object("Contact", SearchGroup.PHONE, "Id", "Name"), object("Account", SearchGroup.PHONE, "Id", "Name"));

        assertThat(answer(action(Strategy.SEARCH, SearchGroup.PHONE, both), ADA).verdict())
                .isEqualTo(Verdict.FOUND);
        assertThat(value(answer(action(Strategy.SEARCH, SearchGroup.PHONE, both.reversed()), ADA), "object"))
                .isEqualTo(new OutputValue.Text("Account"));
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aNumberOfFewerThanSevenDigitsIsNotAskedFor(Strategy strategy) {
        PhoneNumbers numbers =
                (number, _) -> List.of(new PhoneNumber("+290" + number, number, List.of("+290" + number)));
        var run = new RunDataAction(
                schema, numbers, runs(), RunDataAction.Findings.IGNORED, () -> "https://weir.my.salesforce.com");

        var outcome = run.run(new RunDataAction.Request(
                action(strategy),
                Map.of(new MemberName("phone"), text("22158")),
                CALLER,
                Drafts.trail("request-1"),
                TIMEOUT));

        assertThat(((ActionOutcome.Answered) outcome).answer().verdict()).isEqualTo(Verdict.NOT_FOUND);
        assertThat(org.asked()).isEmpty();
        assertThat(remembered.getFirst().apiCalls()).isZero();
    }

    @Test
    void namesAreFoundByTheirWordsAndEmailAddressesWhole() {
        org.finding(
                hit("Contact", "Id", "1", "Name", "Adamina Byronson"),
                hit("Contact", "Id", "2", "Name", "Byron, ÁDA"),
                hit("Contact", "Id", "3", "Name", "Assistant of the other two"));
        var byName = List.of(object("Contact", SearchGroup.NAME, "Id", "Name"));
        assertThat(answer(action(Strategy.SEARCH, SearchGroup.NAME, byName), Map.of("phone", text(" Ada  Byron ")))
                        .count())
                .isEqualTo(2);
        assertThat(org.asked().getLast()).startsWith("FIND {\"Ada\" AND \"Byron\"} IN NAME FIELDS");

        org.forget();
        org.finding(
                hit("Contact", "Id", "1", "Name", "Ada", "Email", "x.ada@example.com"),
                hit("Contact", "Id", "2", "Name", "Ada", "Email", "ADA@example.com"));
        var byEmail = List.of(object("Contact", SearchGroup.EMAIL, "Id", "Name"));
        var answer = answer(
                action(Strategy.QUERY_THEN_SEARCH, SearchGroup.EMAIL, byEmail),
                Map.of("phone", text("ada@example.com")));
        assertThat(answer.count()).isEqualTo(1);
        assertThat(org.asked())
                .containsExactly(
                        "SELECT Id, Name FROM Contact WHERE Email = 'ada@example.com' LIMIT 51",
                        "FIND {\"ada@example.com\"} IN EMAIL FIELDS RETURNING Contact(Id, Name, Email LIMIT 200)"
                                + " WITH SPELL_CORRECTION = false");
    }

    @Test
    void aFailureOfTheIndexIsThatOfTheRunWithoutAValue() {
        org.thenFails(new SalesforceFailure.QueryRejected(
                "Salesforce refused the query",
                "INVALID_FIELD",
                new SalesforceMessage.Echo("No such column '4155550100' on entity 'Contact'")));

        assertThatThrownBy(() -> run(action(Strategy.SEARCH), ADA)).isInstanceOf(SalesforceFailure.QueryRejected.class);

        var run = remembered.getFirst();
        assertThat(run.outcome()).isEqualTo("query_rejected");
        assertThat(run.salesforceError().orElseThrow().toString())
                .contains("INVALID_FIELD", "on entity Contact")
                .doesNotContain("4155550100");
        assertThat(((FakeSchema) schema).forgotten()).contains(new ObjectName("Contact"), new ObjectName("Lead"));
    }

    @Test
    void aSearchIsRefusedWhenOnlyTheReserveIsLeft() {
        usage = Optional.of(new ApiUsage(4_950, 5_000));

        assertThat(run(action(Strategy.SEARCH), ADA)).isInstanceOf(ActionOutcome.Refused.class);
        assertThat(org.asked()).isEmpty();
    }

    @Test
    void moreHitsThanTheRowCapAreCut() {
        org.finding(adaFound, adaFound, adaFound);
        var action = new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step(Strategy.SEARCH, SearchGroup.PHONE, objects(), OnMany.MULTIPLE))
                .rowCap(2)
                .built();

        var answer = answer(action, ADA);

        assertThat(answer.count()).isEqualTo(2);
        assertThat(answer.truncated()).isTrue();
        assertThat(remembered.getFirst().truncated()).isTrue();
    }

    @Test
    void theCheckAndTheDryRunShowEveryStatementInTheOrderOfTheStrategy() {
        var action = action(Strategy.SEARCH_THEN_RECENT);
        String shape = Objects.requireNonNull(new CheckActions(schema)
                .shapes(action, new Deadline(Instant.MAX))
                .get(CALLER_STEP));

        assertThat(shape.split("; ", -1)).hasSize(3).satisfies(statements -> {
            assertThat(statements[0]).startsWith("FIND {?} IN PHONE FIELDS");
            assertThat(statements[1])
                    .isEqualTo("SELECT Id, Name FROM Contact WHERE (Phone IN (?) OR MobilePhone IN (?))"
                            + " AND SystemModstamp >= ?");
            assertThat(statements[2]).startsWith("SELECT Id, Name, Company FROM Lead WHERE");
        });
        var ready = (DryRunDataAction.DryRunResult.Ready) new DryRunDataAction(schema, Actions.PHONES, () -> now)
                .dryRun(new RunDataAction.Request(
                        action,
                        Map.of(new MemberName("phone"), text("(415) 555-0100")),
                        CALLER,
                        Drafts.trail("request-1"),
                        TIMEOUT));
        assertThat(ready.steps())
                .containsExactly(new DryRunDataAction.Step(CALLER_STEP, shape, Optional.of("search_then_recent")));
        assertThat(ready.searched())
                .containsEntry(new MemberName("phone"), List.of("+14155550100", "4155550100", "14155550100"));
    }

    @Test
    void anObjectThatTheOrgDoesNotHaveIsAProblemOfTheDeclaration() {
        var objects = List.of(object("Contact", SearchGroup.PHONE, "Id", "Name", "Nme"));
        var outcome = run(action(Strategy.SEARCH, SearchGroup.PHONE, objects), ADA);

        assertThat(((ActionOutcome.Unsuitable) outcome).problems())
                .anySatisfy(
                        problem -> assertThat(problem.location()).startsWith("/steps/caller/search/returning/Contact"));
    }

    private static Row hit(String object, @Nullable Object... namesAndValues) {
        var all = new ArrayList<@Nullable Object>(List.of("attributes", row("type", object)));
        all.addAll(Arrays.asList(namesAndValues));
        return row(all.toArray());
    }

    private static List<SearchedObject> objects() {
        return List.of(
                object("Contact", SearchGroup.PHONE, "Id", "Name"),
                object("Lead", SearchGroup.PHONE, "Id", "Name", "Company"));
    }

    private static SearchedObject object(String name, SearchGroup group, String... paths) {
        var object = new ObjectName(name);
        var draft = QueryDraft.of(object, List.copyOf(fields(paths)), new Condition.Everything());
        return SearchedObject.of(
                "/steps/caller/search/returning/" + name,
                new QueryTemplate(draft, Map.of()),
                group,
                new MemberName("phone"),
                SearchedObject.usualFields(object, group));
    }

    private static ActionStep step(Strategy strategy, SearchGroup group, List<SearchedObject> objects, OnMany onMany) {
        return new ActionStep(
                CALLER_STEP,
                "/steps/caller",
                new SearchTemplate("/steps/caller/search", new MemberName("phone"), group, strategy, objects),
                List.of(),
                OnNone.NOT_FOUND,
                onMany);
    }

    private static DataAction action(Strategy strategy) {
        return action(strategy, SearchGroup.PHONE, objects());
    }

    private static DataAction action(Strategy strategy, SearchGroup group, List<SearchedObject> objects) {
        var builder = new Actions.Builder()
                .input(
                        "phone",
                        group == SearchGroup.PHONE ? new InputType.Phone("US") : new InputType.Scalar(FieldType.STRING))
                .step(step(strategy, group, objects, OnMany.MULTIPLE))
                .output("name", "caller", "Name")
                .output(Actions.output(
                        "object",
                        new Source.Written(new TextTemplate(List.of(new Part.ObjectName(List.of(CALLER_STEP))))),
                        ActionOutput.Type.STRING))
                .output(Actions.output(
                        "url",
                        new Source.Written(new TextTemplate(List.of(new Part.RecordUrl(List.of(CALLER_STEP))))),
                        ActionOutput.Type.STRING));
        return objects.stream().anyMatch(object -> object.object().value().equals("Lead"))
                ? builder.output("company", "caller", "Company").built()
                : builder.built();
    }
}
