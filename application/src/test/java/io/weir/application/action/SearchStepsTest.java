package io.weir.application.action;

import static io.weir.application.Drafts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.application.Actions;
import io.weir.application.Drafts;
import io.weir.application.FakeSchema;
import io.weir.application.check.CheckActions;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.SearchTemplate.Strategy;
import io.weir.domain.history.Execution;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.SalesforceMessage;
import io.weir.domain.query.SearchGroup;
import io.weir.domain.schema.ObjectName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a search asks, in which order. */
class SearchStepsTest extends SearchRuns {
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
    void theRecordsOfAllObjectsCostOneCallWhereTheyCan() {
        org.with("Lead", leadFound).together(true);

        assertThat(value(answer(action(Strategy.QUERY_THEN_SEARCH), ADA), "name"))
                .isEqualTo(new OutputValue.Text("Lea"));
        assertThat(org.asked()).containsExactly(CONTACTS, LEADS);
        assertThat(remembered.getFirst().apiCalls()).isEqualTo(1);
    }

    @Test
    void anObjectWhoseFieldsAreTooShortForTheTextIsLeftOut() {
        var name = Map.of("phone", text("Ada Byron, Countess of Lovelace"));
        var lead = object("Lead", SearchGroup.NAME, "Id", "Name", "Company");
        var contact = object("Contact", SearchGroup.NAME, "Id", "Name");
        org.with("Contact", adaFound);

        var answer = answer(action(Strategy.QUERY, SearchGroup.NAME, List.of(lead, contact)), name);

        assertThat(value(answer, "object")).isEqualTo(new OutputValue.Text("Contact"));
        assertThat(org.asked()).singleElement().asString().contains("FROM Contact");
        assertThat(answer(action(Strategy.QUERY, SearchGroup.NAME, List.of(lead)), name)
                        .verdict())
                .isEqualTo(Verdict.INVALID_INPUT);
        assertThat(answer(
                                action(Strategy.SEARCH, SearchGroup.NAME, List.of(contact)),
                                Map.of("phone", text("x".repeat(256))))
                        .verdict())
                .isEqualTo(Verdict.INVALID_INPUT);
        assertThat(org.asked()).hasSize(1);
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
                .containsExactly(new DryRunDataAction.Step(
                        CALLER_STEP, shape, Optional.of("search_then_recent"), Optional.empty()));
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
}
