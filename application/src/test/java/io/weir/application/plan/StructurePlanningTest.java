package io.weir.application.plan;

import static io.weir.application.Drafts.aggregated;
import static io.weir.application.Drafts.any;
import static io.weir.application.Drafts.by;
import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.fields;
import static io.weir.application.Drafts.grouped;
import static io.weir.application.Drafts.having;
import static io.weir.application.Drafts.in;
import static io.weir.application.Drafts.many;
import static io.weir.application.Drafts.number;
import static io.weir.application.Drafts.ordered;
import static io.weir.application.Drafts.selecting;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Drafts;
import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.DraftOrdering;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Structures that callers can say and SOQL cannot are their mistakes, with a message each. */
class StructurePlanningTest {
    private static final Deadline SOON = new Deadline(Instant.parse("2026-01-31T10:00:00Z"));
    private static final DraftItem COUNT = aggregated(AggregateFunction.COUNT, "Id", "n");
    private final PlanQuery planQuery = new PlanQuery(SchemaCatalog.NONE, Drafts.OPEN);

    private String soql(QueryDraft draft) {
        var plan = planQuery.plan(draft, SOON);
        assertThat(plan).isInstanceOf(PlanQuery.Plan.Ready.class);
        return ((PlanQuery.Plan.Ready) plan).soql().text();
    }

    private List<String> problems(QueryDraft draft) {
        var plan = planQuery.plan(draft, SOON);
        assertThat(plan).isInstanceOf(PlanQuery.Plan.Invalid.class);
        return ((PlanQuery.Plan.Invalid) plan)
                .problems().stream().map(Problem::message).toList();
    }

    private static DraftItem children(
            String relationship, List<DraftItem> select, Condition where, DraftOrdering... by) {
        return new DraftItem.Children(
                "/children/" + relationship,
                new ChildDraft(new RelationshipName(relationship), select, where, List.of(by), new Limit.AtMost(3), 0));
    }

    @Test
    void writesTheWholeLanguage() {
        var draft = new QueryDraft(
                new ObjectName("Account"),
                List.of(
                        fields("Id").getFirst(),
                        fields("Owner.Manager.Name").getFirst(),
                        children(
                                "Contacts",
                                fields("Name"),
                                where("Email", "is_not_null", new Input.Null()),
                                by("Name"))),
                any(
                        where("Name", "starts_with", text("Ac%")),
                        Drafts.all(
                                where("Rating", "NOT IN", many("Hot", "Warm")),
                                new Condition.Not(where("Score__c", ">", number("5"))))),
                List.of(),
                new Condition.Everything(),
                List.of(by("Name")),
                new Limit.AtMost(10),
                20);

        assertThat(soql(draft))
                .isEqualTo("SELECT Id, Owner.Manager.Name,"
                        + " (SELECT Name FROM Contacts WHERE Email != null ORDER BY Name LIMIT 3) FROM Account"
                        + " WHERE Name LIKE 'Ac\\%%' OR (Rating NOT IN ('Hot', 'Warm') AND (NOT Score__c > 5))"
                        + " ORDER BY Name LIMIT 10 OFFSET 20");
    }

    @Test
    void writesGroups() {
        assertThat(soql(grouped(
                        List.of(fields("Status").getFirst(), COUNT),
                        List.of("Status", "Status"),
                        Drafts.all(
                                having(AggregateFunction.COUNT, "Id", ">", number("1")),
                                where("status", "!=", text("Closed"))),
                        by(Drafts.aggregate(AggregateFunction.COUNT, "Id")))))
                .isEqualTo("SELECT Status, COUNT(Id) n FROM Contact GROUP BY Status"
                        + " HAVING COUNT(Id) > 1 AND status != 'Closed' ORDER BY COUNT(Id)");
    }

    @Test
    void refusesAnAggregateOfAGroupedField() {
        var status = fields("Status").getFirst();
        for (var function : AggregateFunction.values()) {
            assertThat(problems(grouped(
                            List.of(status, aggregated(function, "STATUS", "n")),
                            List.of("Status"),
                            new Condition.Everything())))
                    .containsExactly("a field in group_by is not aggregated too: " + function
                            + "(STATUS); aggregate another field");
        }
        assertThat(soql(grouped(
                        List.of(status, COUNT),
                        List.of("Status"),
                        having(AggregateFunction.COUNT, "Status", ">", number("1")))))
                .endsWith("GROUP BY Status HAVING COUNT(Status) > 1");
        assertThat(soql(grouped(
                        List.of(status, aggregated(AggregateFunction.COUNT, "Account.Status", "n")),
                        List.of("Status"),
                        new Condition.Everything())))
                .contains("COUNT(Account.Status) n");
    }

    @Test
    void refusesColumnsOfOneNameAndWhatIsNotGrouped() {
        var status = fields("Status").getFirst();
        assertThat(problems(grouped(
                        List.of(status, aggregated(AggregateFunction.COUNT, "Id", "status")),
                        List.of("Status"),
                        new Condition.Everything())))
                .containsExactly("selected twice: status");
        assertThat(problems(grouped(
                        List.of(fields("Account.Name").getFirst(), aggregated(AggregateFunction.COUNT, "Id", "Name")),
                        List.of("Account.Name"),
                        new Condition.Everything())))
                .containsExactly("two values of a group would both be called Name");
        assertThat(problems(grouped(List.of(COUNT, COUNT), List.of("Status"), new Condition.Everything())))
                .containsExactly("selected twice: n");
        assertThat(problems(grouped(
                        List.of(new DraftItem.RowCount("/aggregates/0")),
                        List.of("Status"),
                        new Condition.Everything())))
                .containsExactly("COUNT() stands alone in a query without groups");
        assertThat(problems(grouped(List.of(COUNT), List.of("Status"), where("Origin", "=", text("Web")))))
                .containsExactly("field must be grouped or aggregated: Origin");
        assertThat(problems(grouped(List.of(COUNT), List.of("Status"), new Condition.Everything(), by("Origin"))))
                .containsExactly("field must be grouped or aggregated: Origin");
    }

    @Test
    void keepsGroupsThatMatchNothingWritable() {
        assertThat(soql(grouped(List.of(COUNT), List.of("Status"), where("Status", "IN", many()))))
                .isEqualTo("SELECT COUNT(Id) n FROM Contact GROUP BY Status HAVING COUNT(Id) < 0");
    }

    @Test
    void refusesAListOfSeveralKindsWithoutTypesToo() {
        var mixed = new Input.Many(List.of(number("1"), text("a"), new Input.Null()));

        assertThat(problems(contacts(where("Size__c", "IN", mixed))))
                .containsExactly("Size__c: the values of a list are of one kind; these mix numbers and texts");
        assertThat(problems(contacts(where("Size__c", "NOT IN", mixed)))).hasSize(1);
    }

    @Test
    void pointsAtThePartThatDoesNotFit() {
        var count = Drafts.aggregate(AggregateFunction.COUNT, "Id");
        var none = new Condition.Everything();
        var accounts = in("AccountId", "Id", "Account");

        assertThat(location(contacts(having(AggregateFunction.COUNT, "Id", ">", number("1")))))
                .isEqualTo("/where");
        assertThat(location(grouped(List.of(COUNT), List.of("Status"), where("City", "=", text("abc")))))
                .isEqualTo("/having");
        assertThat(location(ordered(fields("Id"), by(count)))).isEqualTo("/order_by");
        assertThat(location(grouped(fields("City"), List.of("Status"), none))).isEmpty();
        assertThat(location(contacts(accounts, accounts, accounts))).isEqualTo("/where");
        assertThat(location(contacts(any(accounts, where("Name", "=", text("abc"))))))
                .isEqualTo("/where");
        assertThat(location(selecting(List.of(children("Cases", fields("Id"), accounts)))))
                .isEqualTo("/children");
        assertThat(location(selecting(List.of(COUNT), new Limit.AtMost(5)))).isEqualTo("/limit");
        assertThat(location(skipping(2_001))).isEqualTo("/offset");
        assertThat(location(contacts(
                        where("Name", "=", text("x".repeat(3_900))),
                        where(
                                "Name",
                                "IN",
                                many(Collections.nCopies(25, "y".repeat(3_990)).toArray(String[]::new))))))
                .as("too long as a whole")
                .isEmpty();
    }

    private String location(QueryDraft draft) {
        var plan = planQuery.plan(draft, SOON);
        assertThat(plan).isInstanceOf(PlanQuery.Plan.Invalid.class);
        return ((PlanQuery.Plan.Invalid) plan).problems().getFirst().location();
    }

    private static QueryDraft skipping(int offset) {
        return new QueryDraft(
                new ObjectName("Contact"),
                fields("Id"),
                Drafts.all(),
                List.of(),
                new Condition.Everything(),
                List.of(),
                new Limit.Unlimited(),
                offset);
    }

    @Test
    void refusesAggregatesWhereRowsAreMeant() {
        assertThat(problems(contacts(having(AggregateFunction.COUNT, "Id", ">", number("1")))))
                .containsExactly("an aggregate belongs to HAVING, not WHERE: COUNT(Id)");
        assertThat(problems(ordered(fields("Id"), by(Drafts.aggregate(AggregateFunction.COUNT, "Id")))))
                .containsExactly("an order by an aggregate needs GROUP BY: COUNT(Id)");
        assertThat(problems(ordered(List.of(COUNT), by(Drafts.aggregate(AggregateFunction.COUNT, "Id")))))
                .containsExactly("an order by an aggregate needs GROUP BY: COUNT(Id)");
        assertThat(problems(ordered(List.of(Drafts.count()), by("Name"))))
                .containsExactly("COUNT() is a number and has no order");
        assertThat(problems(selecting(List.of(children("Cases", List.of(COUNT), Drafts.all())))))
                .containsExactly("a sub-query selects fields and sub-queries, no aggregates");
        assertThat(problems(selecting(List.of(
                        children("Cases", fields("Id"), having(AggregateFunction.COUNT, "Id", ">", number("1")))))))
                .containsExactly("an aggregate belongs to HAVING, not WHERE: COUNT(Id)");
        assertThat(problems(selecting(List.of(children(
                        "Cases", fields("Id"), Drafts.all(), by(Drafts.aggregate(AggregateFunction.COUNT, "Id")))))))
                .containsExactly("a sub-query is ordered by fields, no aggregates");
    }

    @Test
    void refusesRowsWhereGroupsAreMeant() {
        var none = new Condition.Everything();

        assertThat(problems(grouped(List.of(COUNT), List.of("Status"), where("City", "=", text("abc")))))
                .containsExactly("field must be grouped or aggregated: City");
        assertThat(problems(grouped(List.of(COUNT), List.of("Status"), none, by("City"))))
                .containsExactly("field must be grouped or aggregated: City");
        assertThat(problems(grouped(List.of(COUNT), List.of(), none, by("City"))))
                .containsExactly("field must be grouped or aggregated: City");
        assertThat(problems(grouped(fields("City"), List.of("Status"), none)))
                .containsExactly("field must be grouped or aggregated: City");
        assertThat(problems(grouped(List.of(COUNT), List.of("OwnerId"), in("OwnerId", "Id", "User"))))
                .containsExactly("a sub-query belongs to WHERE, not HAVING: OwnerId");
        assertThat(problems(grouped(fields("Name", "Account.Name"), List.of("Name", "Account.Name"), none)))
                .containsExactly("two values of a group would both be called Name");
    }

    @Test
    void refusesSemiJoinsThatSalesforceHasNot() {
        var accounts = in("AccountId", "Id", "Account");

        assertThat(problems(contacts(any(accounts, where("Name", "=", text("abc"))))))
                .containsExactly("a condition with a sub-query is joined to others by AND only, not by OR");
        assertThat(problems(contacts(new Condition.Not(accounts))))
                .containsExactly("a condition with a sub-query is not negated by NOT; use NOT IN");
        assertThat(problems(contacts(in("AccountId", "Id", "Account", in("OwnerId", "Id", "User")))))
                .containsExactly("a sub-query has no sub-query of its own");
        assertThat(problems(contacts(in("Account.Id", "Id", "Account"))))
                .containsExactly(
                        "a sub-query is compared with a field of the object itself, not of a parent: Account.Id");
        assertThat(problems(contacts(in("AccountId", "Contact.AccountId", "Case"))))
                .containsExactly("a sub-query selects a field of its own object, not of a parent: Contact.AccountId");
        assertThat(problems(contacts(in("Id", "ReportsToId", "contact"))))
                .containsExactly("a sub-query reads another object than the query itself, not Contact");
        assertThat(problems(contacts(accounts, accounts, accounts)))
                .containsExactly("Salesforce allows at most 2 semi-joins, this query has 3");
        assertThat(problems(selecting(List.of(children("Cases", fields("Id"), accounts)))))
                .containsExactly("the children of a record are filtered without sub-queries: Cases");
        assertThat(soql(contacts(new Condition.SubQuery(
                        "/where/0",
                        FieldPath.parse("AccountId"),
                        true,
                        FieldPath.parse("Id"),
                        new ObjectName("Account"),
                        where("Rating", "=", text("Hot"))))))
                .endsWith("WHERE AccountId NOT IN (SELECT Id FROM Account WHERE Rating = 'Hot')");
    }

    @Test
    void takesASemiJoinOverNothingForWhatItMeans() {
        var nobody = in("AccountId", "Id", "Account", where("Rating", "IN", many()));

        assertThat(soql(contacts(nobody))).endsWith("WHERE Id = null");
    }
}
