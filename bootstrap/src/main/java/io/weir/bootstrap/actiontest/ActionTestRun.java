package io.weir.bootstrap.actiontest;

import io.weir.adapter.in.http.action.ActionReply;
import io.weir.adapter.in.http.actiontest.ActionTest;
import io.weir.adapter.in.http.actiontest.ActionTests;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.adapter.out.profiler.history.InMemoryExecutionHistory;
import io.weir.adapter.out.sandbox.org.InMemorySchemaCatalog;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.InMemorySalesforceQueries;
import io.weir.adapter.out.sandbox.rule.OrgRules;
import io.weir.adapter.out.sandbox.search.InMemorySalesforceSearches;
import io.weir.adapter.out.sandbox.write.InMemorySalesforceWrites;
import io.weir.adapter.out.sandbox.write.WriteRules;
import io.weir.application.action.RecordWriting;
import io.weir.application.action.RunDataAction;
import io.weir.application.run.Runs;
import io.weir.application.run.SharingStats;
import io.weir.application.write.InMemoryWriteJournal;
import io.weir.application.write.WriteOnce;
import io.weir.application.write.WritePlanning;
import io.weir.bootstrap.wiring.ActionChecks;
import io.weir.bootstrap.wiring.DataActions;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Problem;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.RequestId;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.port.SalesforceWrites;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs the tests of a folder's data actions: each case as one request, on an org in memory, to the answer that a flow
 * with the profile {@code cxone} gets.
 */
public final class ActionTestRun {
    /** What the URLs of records begin with in tests. */
    private static final String ORG_URL = "https://example.my.salesforce.com";

    private static final String REQUEST_ID = "test";
    private static final String CONTACT_ID = "1";
    private static final int KEPT_EXECUTIONS = 1;

    private final ActionFolder catalog;
    private final TestOrgs orgs;

    private ActionTestRun(ActionFolder catalog, TestOrgs orgs) {
        this.catalog = catalog;
        this.orgs = orgs;
    }

    /** A case with the org that it runs on. */
    private record Prepared(ActionTest test, SandboxOrg org) {}

    /** Runs the tests of {@code actions} in {@code scope}. The report has the errors of files that are not run. */
    public static TestReport run(TestScope scope, ActionFolder actions, TestDefaults defaults) {
        var tests = ActionTests.read(scope.folder(), actions, scope::has);
        var running = new ActionTestRun(actions, new TestOrgs(defaults));
        var errors = new TreeMap<String, Set<String>>();
        tests.errors().forEach((file, ofFile) -> errors.put(file, new LinkedHashSet<>(ofFile)));
        var prepared = new ArrayList<Prepared>();
        for (var test : tests.all()) {
            switch (running.orgs.of(test)) {
                case TestOrgs.Org.Ready(var org) -> prepared.add(new Prepared(test, org));
                // cases that share records have the same errors
                case TestOrgs.Org.Invalid(var problems) ->
                    errors.computeIfAbsent(test.place().file(), _ -> new LinkedHashSet<>())
                            .addAll(problems);
            }
        }
        return new TestReport(
                scope.of(actions).stream()
                        .map(action -> new TestedAction(action.id(), actions.fileOf(action.id())))
                        .filter(action -> !errors.containsKey(action.file().tests()))
                        .toList(),
                prepared.stream()
                        .filter(test -> !errors.containsKey(test.test().place().file()))
                        .map(running::result)
                        .toList(),
                Stream.concat(
                                scope.errors(actions).stream(),
                                errors.values().stream().flatMap(Set::stream))
                        .toList());
    }

    private TestResult result(Prepared prepared) {
        var test = prepared.test();
        var problems = new ArrayList<Problem>();
        var answer = answer(prepared, problems);
        var differences = test.expected().stream()
                .flatMap(expected -> difference(expected, text(answer, expected.member())))
                .toList();
        boolean otherOutcome =
                !text(answer, "outcome").equals(test.expected().getFirst().value());
        return new TestResult(
                test,
                otherOutcome
                        ? Stream.concat(differences.stream(), reasons(test, answer, problems))
                                .toList()
                        : differences);
    }

    private JsonObject answer(Prepared prepared, List<Problem> problems) {
        var test = prepared.test();
        var clock = orgs.clock(test);
        SalesforceQueries salesforce = test.failure()
                .<SalesforceQueries>map(FailingSalesforce::new)
                .orElseGet(() -> new InMemorySalesforceQueries(prepared.org()));
        SalesforceSearches searches = test.failure()
                .<SalesforceSearches>map(FailingSalesforce::new)
                .orElseGet(() -> new InMemorySalesforceSearches(prepared.org(), Duration.ZERO));
        var runs = new Runs(
                salesforce,
                searches,
                Optional::empty,
                new ApiBudget(0, clock),
                new InMemoryExecutionHistory(KEPT_EXECUTIONS),
                clock,
                new SharingStats());
        var actions = DataActions.of(
                new InMemorySchemaCatalog(prepared.org()),
                runs,
                clock,
                collecting(problems),
                () -> ORG_URL,
                NameRules.ALL,
                Optional.of(writing(prepared, clock)));
        var request = new RunDataAction.Request(
                test.action(),
                test.inputs(),
                Caller.unrestricted("test", QueryPolicy.DEFAULT),
                new RequestTrail(RequestId.made(REQUEST_ID), ContactHash.NONE),
                test.action().bounds().time(),
                Optional.of(CONTACT_ID));
        String answer =
                ActionReply.text(test.action(), () -> actions.run().run(request), REQUEST_ID, AnswerStyle.DEFAULT);
        try (var reader = Json.createReader(new StringReader(answer))) {
            return reader.readObject();
        }
    }

    /** Each case has an org and a journal of its own. */
    private static RecordWriting writing(Prepared prepared, InstantSource clock) {
        var pseudonyms = new Pseudonyms(new byte[Pseudonyms.SHORTEST_KEY]);
        return new RecordWriting(
                new WritePlanning(new InMemorySchemaCatalog(prepared.org()), NameRules.ALL),
                new WriteOnce(
                        writes(prepared), new InMemoryWriteJournal(clock), clock, new SplittableRandom(0), _ -> {}),
                ORG_URL,
                pseudonyms::ofWrite);
    }

    private static SalesforceWrites writes(Prepared prepared) {
        return prepared.test()
                .failure()
                .<SalesforceWrites>map(FailingSalesforce::new)
                .orElseGet(() -> new InMemorySalesforceWrites(prepared.org(), rules(prepared.org())));
    }

    /** Those of the org's folder that do not name a record of the folder which the test does not give. */
    private static WriteRules rules(SandboxOrg org) {
        var rules = new WriteRules();
        OrgRules.addApplicableTo(rules, org);
        return rules;
    }

    private static RunDataAction.Findings collecting(List<Problem> problems) {
        return new RunDataAction.Findings() {
            @Override
            public void unsuitable(DataAction action, List<Problem> found) {
                problems.addAll(found);
            }

            @Override
            public void unfilled(DataAction action, MemberName input) {}
        };
    }

    private static Stream<String> difference(ActionTest.Expected expected, String actual) {
        return actual.equals(expected.value())
                ? Stream.empty()
                : Stream.of("%s: %s: expected %s, got %s"
                        .formatted(expected.place(), expected.member(), shown(expected.value()), shown(actual)));
    }

    private static String shown(String value) {
        return value.isEmpty() ? "blank" : "'%s'".formatted(value);
    }

    /** Why the outcome may be another one than expected. */
    private Stream<String> reasons(ActionTest test, JsonObject answer, List<Problem> problems) {
        if (!problems.isEmpty()) {
            return ActionChecks.problems(catalog, test.action(), problems).stream();
        }
        return Stream.of("invalid", "invalid_reason", "code", "detail")
                .filter(member -> !text(answer, member).isEmpty())
                .map(member -> "%s: %s: is %s".formatted(test.place(), member, shown(text(answer, member))));
    }

    private static String text(JsonObject answer, String member) {
        var value = answer.get(member);
        return value == null ? "" : value instanceof JsonString text ? text.getString() : value.toString();
    }
}
