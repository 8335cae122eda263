package io.weir.application.plan;

import static io.weir.application.Drafts.by;
import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.fields;
import static io.weir.application.Drafts.in;
import static io.weir.application.Drafts.ordered;
import static io.weir.application.Drafts.selecting;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Drafts;
import io.weir.application.FakeSchema;
import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How names become those of the org, and which of them a shape shows. */
class SchemaNamesTest extends SchemaPlanning {
    private static DraftItem children(String relationship, List<DraftItem> select, Condition where) {
        return new DraftItem.Children(
                "/children/" + relationship,
                new ChildDraft(new RelationshipName(relationship), select, where, List.of(), new Limit.Unlimited(), 0));
    }

    private static DraftItem children(String relationship, String... paths) {
        return children(relationship, fields(paths), new Condition.Everything());
    }

    @Test
    void putsEveryNameIntoTheOrgsSpelling() {
        var select = List.of(
                fields("ID", "account.NAME", "OWNER.Name").get(0),
                fields("account.parent.RATING").getFirst(),
                children("cases", "SUBJECT"));
        var draft = new QueryDraft(
                new ObjectName("contact"),
                select,
                where("PHONE", "=", text("5550100")),
                List.of(),
                new Condition.Everything(),
                List.of(by("EMAIL")),
                new Limit.Unlimited(),
                0);

        assertThat(ready(draft).soql().text())
                .isEqualTo("SELECT Id, Account.Parent.Rating, (SELECT Subject FROM Cases) FROM Contact"
                        + " WHERE Phone = '5550100' ORDER BY Email");
    }

    @Test
    void tellsWhatItWasToldInTheSchema() {
        var schemaOfPlan = ready(selecting(
                        List.of(fields("Account.Name").getFirst(), children("Cases", "Status")),
                        in("AccountId", "Id", "Account", where("Rating", "=", text("Hot")))))
                .schema();

        assertThat(schemaOfPlan.objects())
                .extracting(ObjectName::value)
                .containsExactlyInAnyOrder("Contact", "Account", "Case");
        assertThat(schemaOfPlan.types())
                .containsEntry(FieldPath.parse("Account.Name"), FieldType.STRING)
                .containsEntry(FieldPath.parse("Cases.Status"), FieldType.PICKLIST)
                .containsEntry(FieldPath.parse("Account.Rating"), FieldType.PICKLIST)
                .containsEntry(FieldPath.parse("AccountId"), FieldType.REFERENCE)
                .doesNotContainKey(FieldPath.parse("Status"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Emial               | Contact has no field Emial; did you mean Email?",
                "phone2              | Contact has no field phone2; did you mean Phone?",
                "tier                | Contact has no field tier; did you mean Tier__c?",
                "Tier__r             | Contact has no field Tier__r; did you mean Tier__c?",
                "CustomerSpend       | Contact has no field CustomerSpend; did you mean Spend__c?",
                "Customer_Spend__c   | Contact has no field Customer_Spend__c; did you mean Spend__c?",
                "Xyzzy               | Contact has no field Xyzzy",
                "Account             | Account is a relationship of Contact, not a field; use AccountId, or a field of"
                        + " it such as Account.Name",
                "AccountId.Name      | AccountId is a field of Contact, not a relationship; use Account",
                "Phone.Name          | Phone is a field of Contact and leads to no other object",
                "Acount.Name         | Contact has no relationship Acount; did you mean Account?",
                "Account.Nmae        | Account has no field Nmae; did you mean Name?",
                "Account.Parent.Nme  | Account has no field Nme; did you mean Name?",
                "Cases               | Cases leads from Contact to children; select them by a sub-query",
                "Cases.Id            | Cases leads from Contact to children; select them by a sub-query"
            })
    void namesWhatMayBeMeant(String path, String message) {
        assertThat(problems(selecting(fields(path)))).containsExactly(message);
        assertThat(problems(contacts(where(path, "=", text("abc"))))).contains(message);
        assertThat(problems(ordered(fields("Id"), by(path)))).containsExactly(message);
    }

    @Test
    void namesWhatMayBeMeantOfCustomRelationships() {
        var tickets = new ObjectName("Ticket__c");
        var none = new Condition.Everything();

        assertThat(problems(QueryDraft.of(tickets, fields("Caller__c.Name"), none)))
                .containsExactly("Caller__c is a field of Ticket__c, not a relationship; use Caller__r");
        assertThat(problems(QueryDraft.of(tickets, fields("Caller__r"), none)).getFirst())
                .startsWith("Caller__r is a relationship of Ticket__c, not a field; use Caller__c");
        assertThat(problems(QueryDraft.of(tickets, fields("Caller.Name"), none)))
                .containsExactly("Ticket__c has no relationship Caller; did you mean Caller__r?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Case      | Contact has no child relationship Case; did you mean Cases?",
                "Ticket__c | Contact has no child relationship Ticket__c; did you mean Tickets__r?",
                "Caess     | Contact has no child relationship Caess; did you mean Cases?",
                "Account   | Account leads from Contact to a parent, not to children; select a field of it such as"
                        + " Account.Name",
                "AccountId | AccountId leads from Contact to a parent, not to children; select a field of it such as"
                        + " Account.Name"
            })
    void namesWhichChildrenMayBeMeant(String relationship, String message) {
        assertThat(problems(selecting(List.of(children(relationship, "Id"))))).containsExactly(message);
    }

    @Test
    void namesTheObjectThatMayBeMeant() {
        assertThat(problems(QueryDraft.of(new ObjectName("Acount"), fields("Nonsense"), new Condition.Everything())))
                .containsExactly("there is no object Acount; did you mean Account?");
        assertThat(problems(QueryDraft.of(new ObjectName("ticket"), fields("Id"), new Condition.Everything())))
                .containsExactly("there is no object ticket; did you mean Ticket__c?");
        assertThat(problems(contacts(in("AccountId", "Id", "Acount"))))
                .containsExactly("there is no object Acount; did you mean Account?");
    }

    @Test
    void reachesChildrenThatCannotBeQueriedOnTheirOwn() {
        assertThat(problems(QueryDraft.of(new ObjectName("Activity"), fields("Id"), new Condition.Everything())))
                .containsExactly("object Activity cannot be queried");
        var draft = QueryDraft.of(
                new ObjectName("Account"), List.of(children("activities", "subject")), new Condition.Everything());
        assertThat(ready(draft).soql().text()).isEqualTo("SELECT (SELECT Subject FROM Activities) FROM Account");
    }

    @Test
    void believesTheOrgThatARelationshipLeadsSomewhereItDoesNotDescribe() {
        schema.with("Note", List.of(), FakeSchema.lookup("TargetId", "Target", "Undescribed"));

        assertThat(ready(QueryDraft.of(new ObjectName("Note"), fields("Target.Name"), new Condition.Everything()))
                        .soql()
                        .text())
                .isEqualTo("SELECT Target.Name FROM Note");
    }

    @Test
    void knowsTheFieldsOfAPolymorphicParent() {
        assertThat(written(where("owner.UserName", "=", text("ann")))).isEqualTo("Owner.Username = 'ann'");
        assertThat(problems(selecting(fields("Owner.Department")))).containsExactly("Name has no field Department");
        assertThat(problems(selecting(fields("Owner.Manager.Name"))))
                .containsExactly("Name has no relationship Manager");
        assertThat(ready(selecting(fields("Owner.Profile.Name", "Anything__r.Name")))
                        .soql()
                        .text())
                .isEqualTo("SELECT Owner.Profile.Name, Anything__r.Name FROM Contact");
    }

    @Test
    void letsEverythingPassThatIsNotDescribed() {
        schema.withUnavailable("Contact");

        assertThat(written(where("Whatever__c", "=", text("5")))).isEqualTo("Whatever__c = '5'");
        assertThat(ready(selecting(List.of(fields("Up.Name").getFirst(), children("Downs", "Left.Id"))))
                        .soql()
                        .text())
                .isEqualTo("SELECT Up.Name, (SELECT Left.Id FROM Downs) FROM Contact");
    }

    @Test
    void showsOnlyNamesThatTheOrgConfirms() {
        var draft = selecting(fields("Id", "AdaByron", "Account.Name"), where("Tier__c", "=", text("Gold")));

        assertThat(new PlanQuery(SchemaCatalog.NONE, Drafts.OPEN).plan(draft, SOON))
                .isInstanceOfSatisfying(PlanQuery.Plan.Ready.class, plan -> {
                    assertThat(plan.soql().text())
                            .isEqualTo("SELECT Id, AdaByron, Account.Name FROM Contact WHERE Tier__c = 'Gold'");
                    assertThat(plan.soql()).hasToString("SELECT Id, ?, ?.Name FROM ? WHERE ? = ?");
                });
        assertThat(PlanQuery.ofOperator(SchemaCatalog.NONE, Drafts.OPEN).plan(draft, SOON))
                .isInstanceOfSatisfying(
                        PlanQuery.Plan.Ready.class,
                        plan -> assertThat(plan.soql())
                                .hasToString("SELECT Id, AdaByron, Account.Name FROM Contact WHERE Tier__c = ?"));
    }

    @Test
    void showsOfAPolymorphicParentTheFieldsThatAllHave() {
        assertThat(ready(selecting(fields("owner.Email", "Owner.Profile.AdaByron")))
                        .soql())
                .hasToString("SELECT Owner.Email, Owner.Profile.? FROM Contact");
    }

    @Test
    void asksForEachObjectOnce() {
        ready(contacts(
                where("Account.Name", "=", text("abc")),
                where("Account.Rating", "=", text("abc")),
                where("Account.Parent.Name", "=", text("abc"))));

        assertThat(schema.described()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"INVALID_FIELD, true", "INVALID_TYPE, true", "MALFORMED_QUERY, false", "'', false"})
    void forgetsWhatTheOrgContradicts(String code, boolean forgets) {
        var plan = ready(contacts(where("Account.Name", "=", text("abc"))));

        planQuery.contradicted(plan, new SalesforceFailure.QueryRejected("no", code));

        assertThat(schema.forgotten())
                .extracting(ObjectName::value)
                .containsExactlyInAnyOrder(forgets ? new String[] {"Contact", "Account"} : new String[0]);
    }
}
