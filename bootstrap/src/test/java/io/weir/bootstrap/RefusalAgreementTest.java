package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.org.InMemorySchemaCatalog;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.QueryEvaluator;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.application.plan.PlanQuery;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.Deadline;
import io.weir.domain.query.Alias;
import io.weir.domain.query.ChildQuery;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Query;
import io.weir.domain.query.SelectItem;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** What a plan refuses, before it costs a call, the sandbox refuses too, as an org does; and nothing else. */
class RefusalAgreementTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-14T09:26:53Z"), ZoneOffset.UTC);
    private static final SandboxOrg ORG = SandboxOrg.contactCentre(CLOCK);
    private static final PlanQuery PLANS = new PlanQuery(new InMemorySchemaCatalog(ORG), QueryPolicy.DEFAULT);
    private static final Deadline NEVER = new Deadline(Instant.MAX);
    private static final Filter NAMED = Filter.Comparison.of(path("Name"), Operator.NOT_EQUAL, new Value.Null());
    private static final Filter EVERY = new Filter.Everything();

    @Property(tries = 2_000)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void aPlanRefusesWhatTheOrgRefuses(@ForAll("queries") Query query) {
        var plan = PLANS.plan(QueryDrafts.of(query), NEVER);

        switch (plan) {
            case PlanQuery.Plan.Ready ready -> {
                String soql = ready.soql().text();
                assertThat(refusal(soql)).as(soql).isEmpty();
            }
            case PlanQuery.Plan.Invalid(var problems) -> {
                String soql = Soql.of(query.where(query.where().simplified())).text();
                assertThat(refusal(soql)).as("%s %s", soql, problems).isNotEmpty();
            }
            case PlanQuery.Plan.Denied _, PlanQuery.Plan.Undecided _ ->
                throw new AssertionError("not planned: " + plan);
        }
        Statistics.label("ready").collect(plan instanceof PlanQuery.Plan.Ready).coverage(coverage -> {
            coverage.check(true).percentage(share -> share >= 10);
            coverage.check(false).percentage(share -> share >= 10);
        });
    }

    /** What the sandbox says against {@code soql}; empty if it answers it. */
    private static String refusal(String soql) {
        try {
            QueryEvaluator.evaluate(ORG, SoqlParser.parse(soql, ORG), "66.0", QueryEvaluator.DeletedRecords.EXCLUDED);
            return "";
        } catch (QueryRefusal refusal) {
            return refusal.errorCode();
        }
    }

    @Provide
    Arbitrary<Query> queries() {
        return Arbitraries.oneOf(
                Combinators.combine(conditions(3), Arbitraries.of(0, 0, 0, 2_000, 2_001))
                        .as((where, offset) -> Query.ofFields("Account", "Id")
                                .where(where)
                                .limitedTo(new Limit.AtMost(1))
                                .startingAt(offset)),
                Combinators.combine(groupKeys(), aggregates(), Arbitraries.of(0, 0, 1), Arbitraries.of(0, 1))
                        .as(RefusalAgreementTest::ofGroups),
                Arbitraries.of("Id", "Name", "Description", "MailingAddress", "Languages__c", "Owner.Name", "VIP__c")
                        .map(field -> Query.ofFields("Contact", "Id")
                                .where(NAMED)
                                .limitedTo(new Limit.AtMost(1))
                                .orderedBy(List.of(new Ordering(
                                        new Operand.Field(path(field)),
                                        Ordering.Direction.ASC,
                                        Ordering.Nulls.FIRST)))),
                Combinators.combine(conditions(1), Arbitraries.of(0, 1), Arbitraries.of(1, 2))
                        .as(RefusalAgreementTest::withChildren),
                Arbitraries.of("Name", "Type", "Department", "Email", "Manager.Name", "Profile")
                        .map(field -> Query.ofFields("Case", "Owner." + field)
                                .where(Filter.Comparison.of(
                                        path("CaseNumber"), Operator.NOT_EQUAL, new Value.Null()))));
    }

    private static Arbitrary<Filter> conditions(int depth) {
        var leaves = Arbitraries.of(
                NAMED,
                join("Id", "AccountId", "Contact", EVERY),
                join("Id", "AccountId", "Contact", NAMED),
                join("OwnerId", "Id", "User", EVERY),
                join("Id", "ParentId", "Account", EVERY),
                join("Id", "ContactId", "Case", EVERY),
                join("Parent.Id", "AccountId", "Contact", EVERY),
                join("Id", "Account.Id", "Contact", EVERY),
                join("Name", "Name", "Contact", EVERY),
                join("Id", "WhatId", "Task", EVERY),
                join("Id", "AccountId", "Contact", join("OwnerId", "Id", "User", EVERY)));
        if (depth == 0) {
            return leaves;
        }
        var parts = conditions(depth - 1).list().ofMinSize(1).ofMaxSize(3);
        return Arbitraries.oneOf(
                leaves,
                parts.map(Filter.AllOf::new),
                parts.map(Filter.AnyOf::new),
                conditions(depth - 1).map(Filter.Not::new));
    }

    private static Filter join(String field, String selected, String from, Filter where) {
        return new Filter.SemiJoin(path(field), false, path(selected), new ObjectName(from), where);
    }

    private static Arbitrary<List<FieldPath>> groupKeys() {
        return Arbitraries.of(
                List.of(),
                List.of(path("Tier__c")),
                List.of(path("Account.Industry")),
                List.of(path("Last_Contacted__c")),
                List.of(path("Lifetime_Value__c")),
                List.of(path("Description")),
                List.of(path("Languages__c")));
    }

    private static Arbitrary<Operand.Aggregate> aggregates() {
        return Combinators.combine(
                        Arbitraries.of(AggregateFunction.values()),
                        Arbitraries.of(
                                "Id",
                                "Tier__c",
                                "VIP__c",
                                "Birthdate",
                                "Preferred_Call_Time__c",
                                "Languages__c",
                                "Lifetime_Value__c",
                                "Description",
                                "Account.AnnualRevenue",
                                "MailingAddress"))
                .as((function, field) -> new Operand.Aggregate(function, path(field)));
    }

    private static Query ofGroups(List<FieldPath> keys, Operand.Aggregate aggregate, int limit, int offset) {
        return new Query(
                List.of(new SelectItem.Aggregated(aggregate, new Alias("value"))),
                new ObjectName("Contact"),
                NAMED,
                keys,
                EVERY,
                List.of(),
                limit == 0 ? new Limit.Unlimited() : new Limit.AtMost(limit),
                offset);
    }

    private static Query withChildren(Filter where, int offset, int limit) {
        var children = new ChildQuery(
                new RelationshipName("ChildAccounts"),
                List.of(new SelectItem.Field(path("Id"))),
                where,
                List.of(),
                new Limit.Unlimited(),
                offset);
        return Query.of(List.of(new SelectItem.Children(children)), new ObjectName("Account"))
                .where(NAMED)
                .limitedTo(new Limit.AtMost(limit));
    }

    private static FieldPath path(String dotted) {
        return FieldPath.parse(dotted);
    }
}
